"""A WSGI server on greenthreads.

``server`` serves an application on a listening socket. Requests are parsed, and responses put together, as RFC 9110 and RFC 9112 have it;
``eventlet.wsgi._backend`` says by which code. The limits below may be set by programs before they serve.
"""
import errno
import time

from eventlet.corolocal import local
from eventlet.green import socket
from eventlet.support import greenlets as _greenlet

__all__ = ['server', 'format_date_time']

DEFAULT_MAX_SIMULTANEOUS_REQUESTS = 1024
DEFAULT_MAX_HTTP_VERSION = 'HTTP/1.1'
MAX_REQUEST_LINE = 8192
MAX_HEADER_LINE = 8192
MAX_TOTAL_HEADER_SIZE = 65536
MINIMUM_CHUNK_SIZE = 4096
DEFAULT_LOG_FORMAT = ('%(client_ip)s - - [%(date_time)s] "%(request_line)s"'
                      ' %(status_code)s %(body_length)s %(wall_seconds).6f')
RESPONSE_414 = b'HTTP/1.0 414 Request URI Too Long\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'
is_accepting = True

STATE_IDLE = 'idle'
STATE_REQUEST = 'request'
STATE_CLOSE = 'close'

# The peer is gone; nobody needs to hear of it.
BAD_SOCK = set((errno.EBADF, 10053))
BROKEN_SOCK = set((errno.EPIPE, errno.ECONNRESET))

try:
    import ssl
    ACCEPT_EXCEPTIONS = (socket.error, ssl.SSLError)
    ACCEPT_ERRNO = set((errno.EPIPE, errno.EBADF, errno.ECONNRESET, ssl.SSL_ERROR_EOF, ssl.SSL_ERROR_SSL))
except ImportError:
    ACCEPT_EXCEPTIONS = (socket.error,)
    ACCEPT_ERRNO = set((errno.EPIPE, errno.EBADF, errno.ECONNRESET))

_weekdayname = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
_monthname = [None, 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']


def format_date_time(timestamp):
    """Format a time for an HTTP header."""
    year, month, day, hh, mm, ss, wd, _y, _z = time.gmtime(timestamp)
    return '%s, %02d %3s %4d %02d:%02d:%02d GMT' % (_weekdayname[wd], day, _monthname[month], year, hh, mm, ss)


class _AlreadyHandled(object):
    """What an application returns that has answered on the socket itself."""

    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration()

    next = __next__


ALREADY_HANDLED = _AlreadyHandled()


class _Local(local):
    """Storage of a greenthread. ``already_handled``, which is looked at with every request, lies on the greenlet itself."""

    def __getattribute__(self, name):
        if name != 'already_handled':
            return local.__getattribute__(self, name)
        try:
            return _greenlet.getcurrent()._wsgi_already_handled
        except AttributeError:
            raise AttributeError(name)

    def __setattr__(self, name, value):
        if name != 'already_handled':
            return local.__setattr__(self, name, value)
        _greenlet.getcurrent()._wsgi_already_handled = value

    def __delattr__(self, name):
        if name != 'already_handled':
            return local.__delattr__(self, name)
        try:
            del _greenlet.getcurrent()._wsgi_already_handled
        except AttributeError:
            raise AttributeError(name)


WSGI_LOCAL = _Local()

# What follows looks the names above up in this module.
from eventlet.wsgi import _backend, _pure
from eventlet.wsgi._body import ChunkReadError, Input
from eventlet.wsgi._log import LoggerFileWrapper, LoggerNull, get_logger
from eventlet.wsgi._protocol import (
    FileObjectForHeaders, HeaderLineTooLong, HeadersTooLarge, HttpProtocol, addr_to_host_port)
from eventlet.wsgi._serving import Server, new, server, socket_repr

_backend.setup(Input, ChunkReadError)
_pure.setup(Input, ChunkReadError)
