"""GreenSocket: a socket whose blocking calls suspend the greenthread and not the process."""
import errno
import os
import socket
import sys
import time
import warnings

import eventlet
from eventlet import hubs, patcher
from eventlet.hubs import IOClosed, notify_opened, trampoline
from eventlet.support import get_errno

__all__ = [
    'GreenSocket', '_GLOBAL_DEFAULT_TIMEOUT', 'set_nonblocking',
    'SOCKET_BLOCKING', 'SOCKET_CLOSED', 'CONNECT_ERR', 'CONNECT_SUCCESS',
    'shutdown_safe',
    'socket_timeout',
]

try:
    from _eventlet import green_accept as _green_accept, green_recv as _green_recv, green_send as _green_send
except ImportError:
    _green_accept = _green_recv = _green_send = None

BUFFER_SIZE = 4096
CONNECT_ERR = set((errno.EINPROGRESS, errno.EALREADY, errno.EWOULDBLOCK))
CONNECT_SUCCESS = set((0, errno.EISCONN))
if sys.platform[:3] == 'win':
    CONNECT_ERR.add(errno.WSAEINVAL)

# While nothing is monkey patched the real class serves: importing a second copy of the socket module, as
# patcher.original does, would double the start-up time.
if patcher.is_monkey_patched('socket'):
    _original_socket = patcher.original('socket').socket
else:
    _original_socket = socket.socket

_GLOBAL_DEFAULT_TIMEOUT = getattr(socket, '_GLOBAL_DEFAULT_TIMEOUT', object())
socket_timeout = eventlet.timeout.wrap_is_timeout(socket.timeout) if socket.timeout is not eventlet.timeout._timeout_err \
    else socket.timeout

if sys.platform[:3] == 'win':
    # recv on a connection that is being set up says ENOTCONN there.
    SOCKET_BLOCKING = set((errno.EWOULDBLOCK,))
    SOCKET_CLOSED = set((errno.ECONNRESET, errno.ENOTCONN, errno.ESHUTDOWN))
else:
    # ENOTCONN: a socket whose connect is under way.
    SOCKET_BLOCKING = set((errno.EAGAIN, errno.EWOULDBLOCK, errno.ENOTCONN))
    SOCKET_CLOSED = set((errno.ECONNRESET, errno.ESHUTDOWN, errno.EPIPE))

_AF_INET = socket.AF_INET


class _NoOpenSSL(object):
    """Stands for OpenSSL.SSL where pyOpenSSL is not installed: the exceptions, for those who name them in except clauses."""

    class WantWriteError(Exception):
        pass

    class WantReadError(Exception):
        pass

    class ZeroReturnError(Exception):
        pass

    class SysCallError(Exception):
        pass


def __getattr__(name):
    # Loading pyOpenSSL for a name that few programs touch would be a waste.
    if name == 'SSL':
        try:
            from OpenSSL import SSL
        except ImportError:
            SSL = _NoOpenSSL
        globals()['SSL'] = SSL
        return SSL
    raise AttributeError('module %r has no attribute %r' % (__name__, name))


def socket_connect(descriptor, address):
    """Start or continue a connect. Returns the socket when it is done, None when it is under way."""
    err = descriptor.connect_ex(address)
    if err in CONNECT_ERR:
        return None
    if err not in CONNECT_SUCCESS:
        raise socket.error(err, errno.errorcode[err])
    return descriptor


def socket_checkerr(descriptor):
    """Raise the error that the socket has pending, if any."""
    err = descriptor.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if err not in CONNECT_SUCCESS:
        raise socket.error(err, errno.errorcode[err])


def socket_accept(descriptor):
    """Accept a connection, or return None when there is none."""
    try:
        return _accept(descriptor)
    except socket.error as e:
        if get_errno(e) == errno.EWOULDBLOCK:
            return None
        raise


def _accept(descriptor):
    raw_accept = getattr(descriptor, '_accept', None)
    if raw_accept is None or type(descriptor) is not _original_socket:
        return descriptor.accept()
    # The accept of the stdlib class looks up the class name in its module, where it may be patched.
    fileno, addr = raw_accept()
    return _original_socket(descriptor.family, descriptor.type, descriptor.proto, fileno=fileno), addr


if sys.platform[:3] == 'win':
    def set_nonblocking(fd):
        try:
            setblocking = fd.setblocking
        except AttributeError:
            raise NotImplementedError('set_nonblocking() on a file object with no setblocking() method '
                                      '(Windows pipes don\'t support non-blocking I/O)')
        setblocking(0)
else:
    def set_nonblocking(fd):
        """Make a file object or descriptor non-blocking."""
        try:
            setblocking = fd.setblocking
        except AttributeError:
            # No socket: a file object or a number.
            try:
                fileno = fd.fileno()
            except AttributeError:
                if not isinstance(fd, int):
                    raise
                fileno = fd
            import fcntl
            flags = fcntl.fcntl(fileno, fcntl.F_GETFL)
            if not flags & os.O_NONBLOCK:
                fcntl.fcntl(fileno, fcntl.F_SETFL, flags | os.O_NONBLOCK)
        else:
            setblocking(0)


class GreenSocket(object):
    """Wraps a socket (``fd``), which it makes non-blocking, and has the interface of ``socket.socket``."""

    # Named here so that __getattr__ cannot recurse while the object is being made.
    fd = None

    def __init__(self, family=_AF_INET, *args, **kwargs):
        should_set_nonblocking = kwargs.pop('set_nonblocking', True)
        if isinstance(family, int):
            fd = _original_socket(family, *args, **kwargs)
            # The number may have belonged to a descriptor that someone still waits on.
            notify_opened(fd.fileno())
        else:
            fd = family

        # A wrapped socket keeps its timeout.
        try:
            self._timeout = fd.gettimeout() or socket.getdefaulttimeout()
        except AttributeError:
            self._timeout = socket.getdefaulttimeout()

        if should_set_nonblocking and fd.fileno() != -1:
            set_nonblocking(fd)
        self.fd = fd
        # Set while the user wants the socket to be really non-blocking.
        self.act_non_blocking = False

        # Bound once, for speed.
        self.bind = fd.bind
        self.close = fd.close
        self.fileno = fd.fileno
        self.getsockname = fd.getsockname
        self.getsockopt = fd.getsockopt
        self.listen = fd.listen
        self.setsockopt = fd.setsockopt
        self.shutdown = fd.shutdown
        self._closed = False

    @property
    def _sock(self):
        return self

    def _get_io_refs(self):
        return self.fd._io_refs

    def _set_io_refs(self, value):
        self.fd._io_refs = value

    # socket.makefile counts its files here.
    _io_refs = property(_get_io_refs, _set_io_refs)

    def __getattr__(self, name):
        if self.fd is None:
            raise AttributeError(name)
        attr = getattr(self.fd, name)
        setattr(self, name, attr)
        return attr

    def _trampoline(self, fd, read=False, write=False, timeout=None, timeout_exc=None):
        if self._closed:
            raise IOClosed()
        try:
            return trampoline(fd, read=read, write=write, timeout=timeout, timeout_exc=timeout_exc,
                              mark_as_closed=self._mark_as_closed)
        except IOClosed:
            self._mark_as_closed()
            raise

    def accept(self):
        if self.act_non_blocking:
            client, addr = _accept(self.fd)
            notify_opened(client.fileno())
            return client, addr
        fd = self.fd
        while True:
            res = _green_accept(fd, _original_socket) if _green_accept is not None else NotImplemented
            if res is not NotImplemented:
                if res is not None:
                    client, addr = res
                    notify_opened(client.fileno())
                    return type(self)(client, set_nonblocking=False), addr
            else:
                res = socket_accept(fd)
                if res is not None:
                    client, addr = res
                    notify_opened(client.fileno())
                    set_nonblocking(client)
                    return type(self)(client), addr
            self._trampoline(fd, read=True, timeout=self._timeout, timeout_exc=self._timed_out())

    def _timed_out(self):
        if self._timeout is None:
            return None
        return socket_timeout('timed out')

    def _mark_as_closed(self):
        """Whatever is done from now on with the socket fails."""
        self._closed = True

    def __del__(self):
        close = self.__dict__.get('close')
        if close is not None:
            close()

    def connect(self, address):
        if self.act_non_blocking:
            return self.fd.connect(address)
        fd = self.fd
        timeout = self._timeout
        if timeout is None:
            while not socket_connect(fd, address):
                try:
                    self._trampoline(fd, write=True)
                except IOClosed:
                    raise socket.error(errno.EBADFD)
                socket_checkerr(fd)
        else:
            end = time.time() + timeout
            while True:
                if socket_connect(fd, address):
                    return
                if time.time() >= end:
                    raise socket_timeout('timed out')
                try:
                    self._trampoline(fd, write=True, timeout=end - time.time(), timeout_exc=socket_timeout('timed out'))
                except IOClosed:
                    raise socket.error(errno.EBADFD)
                socket_checkerr(fd)

    def connect_ex(self, address):
        if self.act_non_blocking:
            return self.fd.connect_ex(address)
        fd = self.fd
        timeout = self._timeout
        end = None if timeout is None else time.time() + timeout
        while True:
            try:
                if socket_connect(fd, address):
                    return 0
                if end is None:
                    self._trampoline(fd, write=True)
                else:
                    if time.time() >= end:
                        raise socket_timeout(errno.EAGAIN)
                    self._trampoline(fd, write=True, timeout=end - time.time(), timeout_exc=socket_timeout(errno.EAGAIN))
                socket_checkerr(fd)
            except socket.error as ex:
                return get_errno(ex)

    def dup(self, *args, **kw):
        sock = self.fd.dup(*args, **kw)
        newsock = type(self)(sock, set_nonblocking=False)
        newsock.settimeout(self.gettimeout())
        return newsock

    def makefile(self, *args, **kwargs):
        return _original_socket.makefile(self, *args, **kwargs)

    def makeGreenFile(self, *args, **kw):
        warnings.warn('makeGreenFile has been deprecated, please use makefile instead', DeprecationWarning,
                      stacklevel=2)
        return self.makefile(*args, **kw)

    def _read_trampoline(self, end=None):
        timeout = self._timeout if end is None else max(0, end - time.monotonic())
        self._trampoline(self.fd, read=True, timeout=timeout, timeout_exc=self._timed_out())

    def _recv_loop(self, recv_meth, empty_val, *args):
        if self.act_non_blocking:
            return recv_meth(*args)
        # One for all waits, as pollers report an unconnected socket again and again.
        end = None if self._timeout is None else time.monotonic() + self._timeout
        while True:
            try:
                if not args[0]:
                    # A read of nothing never blocks, but a blocking socket would wait for data and time out.
                    self._read_trampoline(end)
                return recv_meth(*args)
            except socket.error as e:
                code = get_errno(e)
                if code in SOCKET_BLOCKING:
                    pass
                elif code in SOCKET_CLOSED:
                    return empty_val
                else:
                    raise
            try:
                self._read_trampoline(end)
            except IOClosed:
                # The file was closed by another greenthread; for the reader that is the end of the data.
                raise EOFError()

    def recv(self, bufsize, flags=0):
        if _green_recv is not None and not self.act_non_blocking and not self._closed:
            data = _green_recv(self, self.fd, bufsize, flags, self._timeout)
            if data is not NotImplemented:
                return data
        return self._recv_loop(self.fd.recv, b'', bufsize, flags)

    def recvfrom(self, bufsize, flags=0):
        return self._recv_loop(self.fd.recvfrom, b'', bufsize, flags)

    def recv_into(self, buffer, nbytes=0, flags=0):
        return self._recv_loop(self.fd.recv_into, 0, buffer, nbytes, flags)

    def recvfrom_into(self, buffer, nbytes=0, flags=0):
        return self._recv_loop(self.fd.recvfrom_into, 0, buffer, nbytes, flags)

    def _send_loop(self, send_method, data, *args):
        if self.act_non_blocking:
            return send_method(data, *args)
        while True:
            try:
                return send_method(data, *args)
            except socket.error as e:
                code = get_errno(e)
                if code == errno.ENOTCONN or code not in SOCKET_BLOCKING:
                    raise
            try:
                self._trampoline(self.fd, write=True, timeout=self._timeout, timeout_exc=self._timed_out())
            except IOClosed:
                raise socket.error(errno.ECONNRESET, 'Connection closed by another thread')

    def send(self, data, flags=0):
        if _green_send is not None and not self.act_non_blocking and not self._closed:
            sent = _green_send(self, self.fd, data, flags, self._timeout, False)
            if sent is not NotImplemented:
                return sent
        return self._send_loop(self.fd.send, data, flags)

    def sendto(self, data, *args):
        return self._send_loop(self.fd.sendto, data, *args)

    def sendall(self, data, flags=0):
        if _green_send is not None and not self.act_non_blocking and not self._closed:
            if _green_send(self, self.fd, data, flags, self._timeout, True) is not NotImplemented:
                return
        sent = self.send(data, flags)
        total = len(data)
        if sent < total:
            # Slices of a view do not copy, which matters when a large body goes out in small pieces.
            view = memoryview(data)
            if view.nbytes != total:
                view = view.cast('B')
                total = view.nbytes
            while sent < total:
                sent += self.send(view[sent:], flags)

    def setblocking(self, flag):
        if flag:
            self.act_non_blocking = False
            self._timeout = None
        else:
            self.act_non_blocking = True
            self._timeout = 0.0

    def settimeout(self, howlong):
        if howlong is None or howlong == _GLOBAL_DEFAULT_TIMEOUT:
            self.setblocking(True)
            return
        try:
            f = howlong.__float__
        except AttributeError:
            raise TypeError('a float is required')
        howlong = f()
        if howlong < 0.0:
            raise ValueError('Timeout value out of range')
        if howlong == 0.0:
            self.act_non_blocking = True
            self._timeout = 0.0
        else:
            self.act_non_blocking = False
            self._timeout = howlong

    def gettimeout(self):
        return self._timeout

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


def _operation_on_closed_file(*args, **kwargs):
    raise ValueError('I/O operation on closed file')


def shutdown_safe(sock):
    """Shut a socket down in both directions; that it is not connected (any more) is no error."""
    try:
        try:
            return sock.shutdown(socket.SHUT_RDWR)
        except TypeError:
            # pyOpenSSL's shutdown has no argument.
            return sock.shutdown()
    except socket.error as e:
        if get_errno(e) not in (errno.ENOTCONN, errno.EBADF, errno.ENOTSOCK):
            raise
