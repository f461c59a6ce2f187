# shutdown_safe with sockets of every kind, connected and not, and things like them.
import errno
import socket as plain

from eventlet import greenio
from eventlet.green import socket


def attempt(label, sock):
    try:
        print(label, greenio.shutdown_safe(sock))
    except BaseException as e:
        print(label, type(e).__name__, e)


a, b = socket.socketpair()
attempt('green', a)
print(b.recv(1))
attempt('again', a)
a.close()
attempt('closed', a)
attempt('unconnected', socket.socket())
attempt('listening', socket.socket(socket.AF_INET, socket.SOCK_STREAM))
a, b = plain.socketpair()
attempt('plain', a)
b.close()
attempt('peer gone', a)


class NoArguments(object):
    def shutdown(self):
        print('shutdown()')


class Raises(object):
    def __init__(self, error):
        self.error = error

    def shutdown(self, *args):
        raise self.error


attempt('without arguments', NoArguments())
attempt('ENOTCONN', Raises(OSError(errno.ENOTCONN, 'x')))
attempt('EBADF', Raises(OSError(errno.EBADF, 'x')))
attempt('EPIPE', Raises(OSError(errno.EPIPE, 'broken')))
attempt('no errno', Raises(OSError('message only')))
attempt('ValueError', Raises(ValueError('v')))
attempt('TypeError', Raises(TypeError('t')))
attempt('nothing', object())
print(hasattr(greenio, 'SSL'), sorted(n for n in ('WantReadError', 'WantWriteError', 'ZeroReturnError', 'SysCallError') if hasattr(greenio.SSL, n)))
print(sorted(greenio.SOCKET_BLOCKING), sorted(greenio.SOCKET_CLOSED), sorted(greenio.CONNECT_ERR), sorted(greenio.CONNECT_SUCCESS))
print(greenio.socket_timeout is plain.timeout, greenio.base.BUFFER_SIZE, greenio._GLOBAL_DEFAULT_TIMEOUT is plain._GLOBAL_DEFAULT_TIMEOUT)
