"""urlparse of Python 2."""

from urllib.parse import *
from urllib.parse import (
    ParseResult, SplitResult, non_hierarchical, scheme_chars, unquote, urldefrag as _urldefrag, urljoin, urlparse, urlsplit, urlunparse,
    urlunsplit, uses_fragment, uses_netloc, uses_params, uses_query, uses_relative)

__all__ = ['urlparse', 'urlunparse', 'urljoin', 'urldefrag', 'urlsplit', 'urlunsplit', 'parse_qs', 'parse_qsl']


def urldefrag(url):
    """Return (url without its fragment, fragment)."""
    return tuple(_urldefrag(url))


def parse_qs(qs, keep_blank_values=0, strict_parsing=0, max_num_fields=None):
    from urllib import parse
    return parse.parse_qs(qs, bool(keep_blank_values), bool(strict_parsing), encoding='latin-1')


def parse_qsl(qs, keep_blank_values=0, strict_parsing=0, max_num_fields=None):
    from urllib import parse
    return parse.parse_qsl(qs, bool(keep_blank_values), bool(strict_parsing), encoding='latin-1')
