"""urllib2 of Python 2: urllib.request, with data that is text of bytes."""

import socket
import sys
import urllib.error
import urllib.parse
import urllib.request

# The module that imports see now, which may be a green one.
_request = sys.modules['urllib.request']

for _name, _value in vars(_request).items():
    if not _name.startswith('__') and _name not in ('sys', 'socket'):
        globals()[_name] = _value

URLError = urllib.error.URLError
HTTPError = urllib.error.HTTPError
quote = urllib.parse.quote
unquote = urllib.parse.unquote


def _bytes(data):
    return data.encode('latin-1') if isinstance(data, str) else data


class Request(_request.Request):
    """Request(url [, data [, headers [, origin_req_host [, unverifiable]]]])"""

    def __init__(self, url, data=None, headers={}, origin_req_host=None, unverifiable=False):
        _request.Request.__init__(self, url, _bytes(data), dict(headers), origin_req_host, unverifiable)


def urlopen(url, data=None, timeout=socket._GLOBAL_DEFAULT_TIMEOUT, cafile=None, capath=None, cadefault=False, context=None):
    """urlopen(url [, data [, timeout]]) -> a file-like object"""
    options = {'context': context} if context is not None else {}
    if cafile or capath:
        options.update(cafile=cafile, capath=capath)
    return _request.urlopen(url, _bytes(data), timeout, **options)


class OpenerDirector(_request.OpenerDirector):
    def open(self, fullurl, data=None, timeout=socket._GLOBAL_DEFAULT_TIMEOUT):
        return _request.OpenerDirector.open(self, fullurl, _bytes(data), timeout)


def build_opener(*handlers):
    """Make an opener of the default handlers and those given."""
    opener = _request.build_opener(*handlers)
    opener.__class__ = OpenerDirector
    return opener


install_opener = _request.install_opener
