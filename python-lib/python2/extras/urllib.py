"""Functions of Python 2's urllib."""

import sys as _sys
import urllib.error
import urllib.parse as _parse
import urllib.request

_request = _sys.modules['urllib.request']

splittype, splithost, splituser, splitpasswd = _parse._splittype, _parse._splithost, _parse._splituser, _parse._splitpasswd
splitport, splitnport, splitquery, splittag = _parse._splitport, _parse._splitnport, _parse._splitquery, _parse._splittag
splitattr, splitvalue, unwrap = _parse._splitattr, _parse._splitvalue, _parse.unwrap
basejoin = _parse.urljoin
always_safe = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-'


def _bytes(text):
    try:
        return text.encode('latin-1')
    except UnicodeEncodeError:
        return text.encode('utf-8')


def quote(s, safe='/'):
    """quote('abc def') -> 'abc%20def'"""
    # Python 2 did not know that ~ is safe.
    return _parse.quote(_bytes(s), safe).replace('~', '~' if '~' in safe else '%7E')


def quote_plus(s, safe=''):
    return quote(s, safe + ' ').replace(' ', '+') if ' ' in s else quote(s, safe)


def unquote(s):
    """unquote('abc%20def') -> 'abc def'"""
    return _parse.unquote_to_bytes(_bytes(s)).decode('latin-1') if '%' in s else s


def unquote_plus(s):
    return unquote(s.replace('+', ' '))


def urlencode(query, doseq=0):
    """Encode a dict or a sequence of pairs as a query."""
    pairs = list(query.items()) if hasattr(query, 'items') else query
    made = []
    for key, value in pairs:
        key = quote_plus(_text(key))
        if doseq and not isinstance(value, str):
            try:
                values = list(value)
            except TypeError:
                values = [value]
            made.extend([key + '=' + quote_plus(_text(item)) for item in values])
        else:
            made.append(key + '=' + quote_plus(_text(value)))
    return '&'.join(made)


def _text(value):
    import _python2
    return _python2._str(value)


def urlopen(url, data=None, proxies=None, context=None):
    """Open a URL; a response of HTTP that tells an error is a response as well."""
    if not isinstance(url, str) or _splits(url):
        pass
    elif '://' not in url and not url.startswith('file:'):
        url = 'file://' + _request.pathname2url(__import__('os').path.abspath(url))
    try:
        return _request.urlopen(url, _bytes(data) if isinstance(data, str) else data)
    except urllib.error.HTTPError as e:
        return e


def _splits(url):
    return '://' in url


def urlretrieve(url, filename=None, reporthook=None, data=None):
    """Copy what a URL names into a file; returns (filename, headers)."""
    if '://' not in url and not url.startswith('file:'):
        url = 'file://' + _request.pathname2url(__import__('os').path.abspath(url))
    return _request.urlretrieve(url, filename, reporthook, _bytes(data) if isinstance(data, str) else data)


def urlcleanup():
    _request.urlcleanup()


def pathname2url(pathname):
    return quote(pathname)


def url2pathname(pathname):
    return unquote(pathname)


getproxies = _request.getproxies
proxy_bypass = _request.proxy_bypass
URLopener = _request.URLopener
FancyURLopener = _request.FancyURLopener
ContentTooShortError = urllib.error.ContentTooShortError
