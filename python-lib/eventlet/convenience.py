"""Sockets in one call: connect, listen, serve, wrap_ssl."""
import sys
import warnings

from eventlet import greenpool, greenthread, support
from eventlet.support import greenlets as greenlet

# The value of socket.AF_INET on every platform; the socket module is loaded when the first socket is made.
_AF_INET = 2


def _lazy_modules():
    from eventlet.green import socket
    globals()['socket'] = socket
    return socket


def __getattr__(name):
    if name == 'socket':
        return _lazy_modules()
    if name == 'ssl':
        from eventlet.green import ssl
        globals()['ssl'] = ssl
        return ssl
    if name == 'wrap_ssl_impl':
        from eventlet.green import ssl
        return ssl.wrap_socket
    raise AttributeError('module %r has no attribute %r' % (__name__, name))


def connect(addr, family=_AF_INET, bind=None):
    """Open a client socket to *addr*, binding it to the address *bind* first when there is one."""
    from eventlet.green import socket
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        if bind is not None:
            sock.bind(bind)
        sock.connect(addr)
    except:
        sock.close()
        raise
    return sock


class ReuseRandomPortWarning(Warning):
    pass


class ReusePortUnavailableWarning(Warning):
    pass


def listen(addr, family=_AF_INET, backlog=50, reuse_addr=True, reuse_port=None):
    """Open a listening socket: ``listen(('127.0.0.1', 0))``, or ``listen(path, socket.AF_UNIX)``.

    SO_REUSEPORT is set unless *reuse_port* says otherwise or the port is 0, so that several processes can listen.
    """
    from eventlet.green import socket
    internet = family in (socket.AF_INET, socket.AF_INET6)
    if reuse_port is None:
        reuse_port = not (internet and addr[1] == 0)
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        if reuse_addr and sys.platform[:3] != 'win':
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if internet and addr[1] == 0 and reuse_port:
            warnings.warn('''listen on random port (0) with SO_REUSEPORT is dangerous.
                Double check your intent.
                Example problem: https://github.com/eventlet/eventlet/issues/411''',
                          ReuseRandomPortWarning, stacklevel=3)
        if reuse_port and hasattr(socket, 'SO_REUSEPORT'):
            try:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            except OSError as e:
                # Some systems have the option's name, and say EINVAL or ENOPROTOOPT to it.
                if support.get_errno(e) in (22, 92):
                    warnings.warn('''socket.SO_REUSEPORT is defined but not supported.
                    On Windows: known bug, wontfix.
                    On other systems: please comment in the issue linked below.
                    More information: https://github.com/eventlet/eventlet/issues/380''',
                                  ReusePortUnavailableWarning, stacklevel=3)
        sock.bind(addr)
        sock.listen(backlog)
    except:
        sock.close()
        raise
    return sock


class StopServe(Exception):
    """Raise in a handler to make ``serve`` return."""


def _stop_checker(t, server_gt, conn):
    try:
        try:
            t.wait()
        finally:
            conn.close()
    except greenlet.GreenletExit:
        pass
    except Exception:
        greenthread.kill(server_gt, *sys.exc_info())


def serve(sock, handle, concurrency=1000):
    """Accept connections and run ``handle(connection, address)`` for each, at most *concurrency* at a time.

    Returns when a handler raises StopServe; any other exception of a handler is raised here. The connection is closed
    when its handler ends.
    """
    pool = greenpool.GreenPool(concurrency)
    server_gt = greenthread.getcurrent()
    while True:
        try:
            conn, addr = sock.accept()
            gt = pool.spawn(handle, conn, addr)
            gt.link(_stop_checker, server_gt, conn)
            conn, addr, gt = None, None, None
        except StopServe:
            return


def wrap_ssl(sock, *a, **kw):
    """Wrap a green socket in TLS; the arguments are those of ``ssl.wrap_socket``."""
    from eventlet.green import ssl
    return ssl.wrap_socket(sock, *a, **kw)
