"""Green ssl: handshakes, reads and writes suspend the greenthread only."""
__ssl = __import__('ssl')

import errno
import os
import sys
import time as _time_module

import socket as orig_socket
from eventlet import greenio, hubs
from eventlet.greenio import CONNECT_ERR, CONNECT_SUCCESS, GreenSocket, base as _base, set_nonblocking
from eventlet.hubs import IOClosed, trampoline
from eventlet.patcher import slurp_properties
from eventlet.support import get_errno

__patched__ = ['SSLSocket', 'SSLContext', 'wrap_socket', 'sslwrap_simple', 'create_default_context',
               '_create_default_https_context']

try:
    from _eventlet import tls_handshake as _tls_handshake, tls_read as _tls_read, tls_write as _tls_write
except ImportError:
    _tls_handshake = _tls_read = _tls_write = None

slurp_properties(__ssl, globals(), srckeys=dir(__ssl))

_original_sslsocket = __ssl.SSLSocket
_original_sslcontext = __ssl.SSLContext
_native_context = _original_sslcontext.__mro__[1]
_original_wrap_socket = getattr(__ssl, 'wrap_socket', None)
_plain_socket = _original_sslsocket.__mro__[1]
_PROTOCOL_DEFAULT = __ssl.PROTOCOL_TLS
_is_py_3_7 = sys.version_info >= (3, 7)


class timeout_exc(SSLError, orig_socket.timeout):
    """Raised when a timeout passes: an SSLError, as this module has always raised, and a timeout, as ssl raises."""


class GreenSSLSocket(_original_sslsocket):
    """An SSLSocket on a non-blocking descriptor that waits in the hub.

    It can be made directly, with the arguments of ``wrap_socket``, or by ``GreenSSLContext.wrap_socket``.
    """

    # Seen by the base class while the object is being made.
    act_non_blocking = False
    _timeout = None

    # How the socket was wrapped, where that was not by a context.
    keyfile = certfile = ca_certs = None
    cert_reqs = CERT_NONE
    ssl_version = _PROTOCOL_DEFAULT

    def __new__(cls, *args, **kw):
        return cls._wrap(*args, **kw)

    # A method and not __new__ itself: calling a class keeps the C# stack, and with it an OS thread for each handshake under way.
    @classmethod
    def _wrap(cls, sock=None, keyfile=None, certfile=None, server_side=False, cert_reqs=CERT_NONE,
              ssl_version=_PROTOCOL_DEFAULT, ca_certs=None, do_handshake_on_connect=True, *args, **kw):
        context = kw.pop('_context', None)
        ciphers = kw.pop('ciphers', None)
        if context is None:
            if server_side and not certfile:
                raise ValueError('certfile must be specified for server-side operations')
            if keyfile and not certfile:
                raise ValueError('certfile must be specified')
            context = GreenSSLContext(ssl_version)
            if cert_reqs == CERT_NONE:
                context.check_hostname = False
            context.verify_mode = cert_reqs
            if ca_certs:
                context.load_verify_locations(ca_certs)
            if certfile:
                context.load_cert_chain(certfile, keyfile)
            if ciphers:
                context.set_ciphers(ciphers)
        names = ('suppress_ragged_eofs',)
        for name, value in zip(names, args):
            kw[name] = value
        self = cls._create(sock, server_side=server_side, do_handshake_on_connect=do_handshake_on_connect,
                           context=context, **kw)
        self.keyfile = keyfile
        self.certfile = certfile
        self.cert_reqs = cert_reqs
        self.ssl_version = ssl_version
        self.ca_certs = ca_certs
        return self

    def __init__(self, sock, keyfile=None, certfile=None, server_side=False, cert_reqs=CERT_NONE,
                 ssl_version=_PROTOCOL_DEFAULT, ca_certs=None, do_handshake_on_connect=True, *args, **kw):
        # Everything happened in __new__: what makes SSLSockets has no place for a constructor.
        pass

    @classmethod
    def _create(cls, sock, server_side=False, do_handshake_on_connect=True, suppress_ragged_eofs=True,
                server_hostname=None, context=None, session=None):
        if not isinstance(sock, (GreenSocket, _plain_socket)):
            # Which makes a new socket of a number: one of that family.
            sock = GreenSocket(sock)
        if sock.getsockopt(SOL_SOCKET, SO_TYPE) != SOCK_STREAM:
            raise NotImplementedError('only stream sockets are supported')
        if server_side:
            if server_hostname:
                raise ValueError('server_hostname can only be specified in client mode')
            if session is not None:
                raise ValueError('session can only be specified in client mode')
        if context.check_hostname and not server_hostname:
            raise ValueError('check_hostname requires server_hostname')

        timeout = sock.gettimeout()
        if timeout == 0.0 and not isinstance(sock, (GreenSocket, GreenSSLSocket)):
            # A plain non-blocking socket is what green code works on; it is no wish of the caller's.
            timeout = None
        options = dict(family=sock.family, type=sock.type, proto=sock.proto, fileno=sock.fileno())
        self = _plain_socket.__new__(cls, **options)
        _plain_socket.__init__(self, **options)
        sock.detach()
        try:
            set_nonblocking(_NativeView(self))
            self._context = context
            self._session = session
            self._closed = False
            self._sslobj = None
            self.server_side = server_side
            self.server_hostname = context._encode_hostname(server_hostname)
            self.do_handshake_on_connect = do_handshake_on_connect
            self.suppress_ragged_eofs = suppress_ragged_eofs
            self.settimeout(timeout)
            try:
                self.getpeername()
            except OSError as e:
                if e.errno != errno.ENOTCONN:
                    raise
                connected = False
            else:
                connected = True
            self._connected = connected
            if connected:
                self._start_session()
        except:
            try:
                self.close()
            except OSError:
                pass
            raise
        return self

    def _start_session(self):
        self._sslobj = self._context._wrap_socket(
            self, self.server_side, self.server_hostname, owner=self, session=self._session)
        if self.do_handshake_on_connect:
            if self.gettimeout() == 0.0:
                raise ValueError('do_handshake_on_connect should not be specified for non-blocking sockets')
            self.do_handshake()

    def settimeout(self, timeout):
        self._timeout = timeout
        self.act_non_blocking = timeout == 0.0

    def gettimeout(self):
        return self._timeout

    def setblocking(self, flag):
        if flag:
            self.act_non_blocking = False
            self._timeout = None
        else:
            self.act_non_blocking = True
            self._timeout = 0.0

    def getblocking(self):
        return self._timeout != 0.0

    def _wait(self, read=False, write=False):
        timeout = self._timeout
        trampoline(self, read=read, write=write, timeout=timeout,
                   timeout_exc=None if timeout is None else timeout_exc('timed out'))

    def _call_trampolining(self, func, *a, **kw):
        if self.act_non_blocking:
            return func(*a, **kw)
        while True:
            try:
                return func(*a, **kw)
            except SSLError as exc:
                code = get_errno(exc)
                if code == SSL_ERROR_WANT_READ:
                    read = True
                elif code == SSL_ERROR_WANT_WRITE:
                    read = False
                else:
                    raise
            self._wait(read=read, write=not read)

    def _plain(self, read, func, *a):
        """Call a function of the plain socket, as long as there is no session."""
        while True:
            try:
                return func(self, *a)
            except OSError as e:
                if self.act_non_blocking or get_errno(e) not in (errno.EAGAIN, errno.EWOULDBLOCK):
                    raise
            self._wait(read=read, write=not read)

    def write(self, data):
        """Write to the session; returns how many bytes went."""
        if _tls_write is not None and self._sslobj is not None and not self.act_non_blocking:
            sent = _tls_write(self, self._sslobj, data, self._timeout, timeout_exc)
            if sent is not NotImplemented:
                return sent
        return self._call_trampolining(super(GreenSSLSocket, self).write, data)

    def read(self, len=1024, buffer=None):
        """Read up to the given number of bytes from the session; b'' at the end."""
        if _tls_read is not None and self._sslobj is not None and not self.act_non_blocking:
            data = _tls_read(self, self._sslobj, len, buffer, self._timeout, timeout_exc, self.suppress_ragged_eofs)
            if data is not NotImplemented:
                return data
        try:
            return self._call_trampolining(super(GreenSSLSocket, self).read, len, buffer)
        except IOClosed:
            return b''

    def send(self, data, flags=0):
        if self._sslobj:
            if flags == 0:
                return self.write(data)
            return self._call_trampolining(super(GreenSSLSocket, self).send, data, flags)
        return self._plain(False, _plain_socket.send, data, flags)

    def sendto(self, data, addr, flags=0):
        if self._sslobj:
            raise ValueError('sendto not allowed on instances of %s' % self.__class__)
        return self._plain(False, _plain_socket.sendto, data, flags, addr)

    def sendall(self, data, flags=0):
        if self._sslobj and flags != 0:
            raise ValueError('non-zero flags not allowed in calls to sendall() on %s' % self.__class__)
        view = memoryview(data).cast('B')
        total = len(view)
        sent = 0
        while sent < total:
            n = self.send(view[sent:], flags)
            sent += n
            if n == 0:
                self._wait(write=True)
        return total if self._sslobj else None

    def recv(self, buflen=1024, flags=0):
        return self._base_recv(buflen, flags, into=False)

    def recv_into(self, buffer, nbytes=None, flags=0):
        if not nbytes:
            nbytes = len(buffer) if buffer is not None else 1024
        return self._base_recv(nbytes, flags, into=True, buffer_=buffer)

    def _base_recv(self, nbytes, flags, into, buffer_=None):
        if self._sslobj:
            if flags != 0:
                raise ValueError('non-zero flags not allowed in calls to recv() on %s' % self.__class__)
            if into:
                # At the end, a wait that was cut short answers with bytes.
                return self.read(nbytes, buffer_) or 0
            return self.read(nbytes)
        try:
            if into:
                return self._plain(True, _plain_socket.recv_into, buffer_, nbytes, flags)
            return self._plain(True, _plain_socket.recv, nbytes, flags)
        except IOClosed:
            return 0 if into else b''

    def recvfrom(self, addr, buflen=1024, flags=0):
        if self._sslobj:
            raise ValueError('recvfrom not allowed on instances of %s' % self.__class__)
        return self._plain(True, _plain_socket.recvfrom, addr, flags)

    def recvfrom_into(self, buffer, nbytes=None, flags=0):
        if self._sslobj:
            raise ValueError('recvfrom_into not allowed on instances of %s' % self.__class__)
        return self._plain(True, _plain_socket.recvfrom_into, buffer, nbytes or len(buffer), flags)

    def unwrap(self):
        """End the session and return the socket, for plain data."""
        return GreenSocket(self._call_trampolining(super(GreenSSLSocket, self).unwrap))

    def do_handshake(self):
        """Negotiate the session."""
        if _tls_handshake is not None and self._sslobj is not None and not self.act_non_blocking:
            self._check_connected()
            if _tls_handshake(self, self._sslobj, self._timeout, timeout_exc) is not NotImplemented:
                return None
        return self._call_trampolining(super(GreenSSLSocket, self).do_handshake)

    def _socket_connect(self, addr):
        if self.act_non_blocking:
            return _plain_socket.connect(self, addr)
        timeout = self._timeout
        end = None if timeout is None else _time_module.monotonic() + timeout
        while True:
            err = _plain_socket.connect_ex(self, addr)
            if err in CONNECT_SUCCESS:
                return
            if err not in CONNECT_ERR:
                raise orig_socket.error(err, os.strerror(err))
            remaining = None
            if end is not None:
                remaining = end - _time_module.monotonic()
                if remaining <= 0:
                    raise timeout_exc('timed out')
            try:
                trampoline(self, write=True, timeout=remaining,
                           timeout_exc=None if remaining is None else timeout_exc('timed out'))
            except IOClosed:
                raise orig_socket.error(errno.EBADFD)

    def connect(self, addr):
        """Connect, then negotiate the session."""
        if self.server_side:
            raise ValueError("can't connect in server-side mode")
        if self._connected or self._sslobj is not None:
            raise ValueError('attempt to connect already-connected SSLSocket!')
        self._socket_connect(addr)
        try:
            self._connected = True
            self._start_session()
        except:
            self._sslobj = None
            self._connected = False
            raise

    def connect_ex(self, addr):
        try:
            self.connect(addr)
        except orig_socket.error as e:
            return get_errno(e)
        return 0

    def accept(self):
        """Accept a connection. Its session is negotiated by the first read or write, or by ``do_handshake``, so that a slow client holds up no other."""
        while True:
            try:
                fileno, addr = self._accept()
                break
            except orig_socket.error as e:
                if get_errno(e) not in greenio.SOCKET_BLOCKING or self.act_non_blocking:
                    raise
            self._wait(read=True)
        hubs.notify_opened(fileno)
        newsock = _base._original_socket(self.family, self.type, self.proto, fileno=fileno)
        set_nonblocking(newsock)
        newsock = GreenSocket(newsock)
        try:
            return type(self)._create(
                newsock, server_side=True, do_handshake_on_connect=False,
                suppress_ragged_eofs=self.suppress_ragged_eofs, context=self._context), addr
        except:
            newsock.close()
            raise

    def dup(self):
        raise NotImplementedError("Can't dup an ssl object")


class _NativeView(object):
    """Reaches the real setblocking of a socket whose class overrides it."""

    def __init__(self, sock):
        self._sock = sock

    def setblocking(self, flag):
        _plain_socket.setblocking(self._sock, flag)


SSLSocket = GreenSSLSocket


def wrap_socket(sock, *a, **kw):
    """Wrap a socket in TLS."""
    return GreenSSLSocket._wrap(sock, *a, **kw)


def _delegate(name):
    # The setters of the standard class reach the native ones through a global name that monkey_patch replaces.
    getter = getattr(_original_sslcontext, name).fget

    def set_native(self, value):
        getattr(_native_context, name).__set__(self, value)
    return property(getter, set_native)


_WRAP_OPTIONS = ('server_side', 'do_handshake_on_connect', 'suppress_ragged_eofs', 'server_hostname', 'session')


class GreenSSLContext(_original_sslcontext):
    """An SSLContext that makes green sockets."""

    __slots__ = ()

    def wrap_socket(self, sock, *a, **kw):
        options = dict(zip(_WRAP_OPTIONS, a))
        # Others are passed over, so that the arguments of the module's wrap_socket do no harm.
        options.update((name, kw[name]) for name in kw if name in _WRAP_OPTIONS)
        return GreenSSLSocket._create(sock, context=self, **options)

    options = _delegate('options')
    verify_flags = _delegate('verify_flags')
    verify_mode = _delegate('verify_mode')
    if hasattr(_original_sslcontext, 'maximum_version'):
        maximum_version = _delegate('maximum_version')
        minimum_version = _delegate('minimum_version')


SSLContext = GreenSSLContext
GreenSSLContext.sslsocket_class = GreenSSLSocket

_original_create_default_context = __ssl.create_default_context


def green_create_default_context(*a, **kw):
    """Return a green context with the default settings."""
    context = _original_create_default_context(*a, **kw)
    context.__class__ = GreenSSLContext
    return context


create_default_context = green_create_default_context
_create_default_https_context = green_create_default_context


def _create_unverified_context(*a, **kw):
    """Return a green context that trusts any certificate: what programs put in place of the function above."""
    context = __ssl._create_unverified_context(*a, **kw)
    context.__class__ = GreenSSLContext
    return context


_create_stdlib_context = _create_unverified_context

if hasattr(__ssl, 'sslwrap_simple'):
    def sslwrap_simple(sock, keyfile=None, certfile=None):
        return GreenSSLSocket._wrap(sock, keyfile, certfile)
