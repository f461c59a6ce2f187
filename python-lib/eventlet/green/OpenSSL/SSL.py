"""Green pyOpenSSL connections."""
from OpenSSL import SSL as orig_SSL
from OpenSSL.SSL import *

from eventlet import greenio
from eventlet.hubs import trampoline
from eventlet.support import get_errno
import socket


class GreenConnection(greenio.GreenSocket):
    """An SSL.Connection whose calls suspend the greenthread only."""

    def __init__(self, ctx, sock=None):
        if sock is not None:
            fd = orig_SSL.Connection(ctx, sock)
        else:
            # An accepted connection comes as it is.
            fd = ctx
        super(ConnectionType, self).__init__(fd)

    def do_handshake(self):
        """Negotiate the session."""
        if self.act_non_blocking:
            return self.fd.do_handshake()
        self._retry(self.fd.do_handshake)

    def dup(self):
        raise NotImplementedError('Dup not supported on SSL sockets')

    def makefile(self, mode='r', bufsize=-1):
        raise NotImplementedError('Makefile not supported on SSL sockets')

    def _retry(self, function, *args):
        while True:
            try:
                return function(*args)
            except orig_SSL.WantReadError:
                trampoline(self.fd.fileno(), read=True, timeout=self.gettimeout(), timeout_exc=socket.timeout)
            except orig_SSL.WantWriteError:
                trampoline(self.fd.fileno(), write=True, timeout=self.gettimeout(), timeout_exc=socket.timeout)

    def read(self, size):
        """Read up to *size* bytes; b'' at the end."""
        if self.act_non_blocking:
            return self.fd.read(size)
        try:
            return self._retry(self.fd.read, size)
        except orig_SSL.ZeroReturnError:
            return b''
        except orig_SSL.SysCallError as e:
            if get_errno(e) == -1 or get_errno(e) > 0:
                return b''
            raise

    recv = read

    def write(self, data):
        if not data:
            return 0
        if self.act_non_blocking:
            return self.fd.write(data)
        return self._retry(self.fd.write, data)

    send = write

    def sendall(self, data):
        tail = self.send(data)
        while tail < len(data):
            tail += self.send(data[tail:])

    def shutdown(self):
        if self.act_non_blocking:
            return self.fd.shutdown()
        return self._retry(self.fd.shutdown)


Connection = ConnectionType = GreenConnection

del greenio
