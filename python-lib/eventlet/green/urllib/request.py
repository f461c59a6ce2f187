"""Green urllib.request."""
from eventlet import patcher
from eventlet.green import ftplib, os, socket, time
from eventlet.green.http import client as http_client
from eventlet.green import http as _http

to_patch = [
    ('socket', socket),
    ('time', time),
    ('os', os),
    ('http.client', http_client),
]
try:
    from eventlet.green import ssl
    to_patch.append(('ssl', ssl))
except ImportError:
    pass

_http.client = http_client


def _inject():
    # "import http.client" binds the package: the fresh copy of urllib.request must find the green client there,
    # and everyone else the package that they know.
    import sys
    import http
    previous = getattr(http, 'client', None)
    saved = sys.modules.get('http')
    sys.modules['http'] = _http
    try:
        patcher.inject('urllib.request', globals(), *to_patch)
    finally:
        if saved is not None:
            sys.modules['http'] = saved
        if previous is not None:
            http.client = previous


_inject()


def _green_ftplib():
    # The FTP handlers import ftplib inside their functions, when the names are standard again.
    def wrap(function):
        return patcher.patch_function(function, ('ftplib', ftplib))

    request = globals()
    URLopener.open_ftp = wrap(URLopener.open_ftp)
    ftpwrapper.init = wrap(ftpwrapper.init)
    ftpwrapper.retrfile = wrap(ftpwrapper.retrfile)
    FTPHandler.ftp_open = wrap(FTPHandler.ftp_open)
    request['ftperrors'] = wrap(request['ftperrors'])


_green_ftplib()
del patcher
