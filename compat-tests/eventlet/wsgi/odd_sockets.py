# Readers, writers and sockets that fail under the protocol class; things that are no sockets; names of listeners in the log.
import errno
import io

import eventlet
from eventlet import wsgi
from eventlet.green import socket

from _wsgi import Server


def attempt(label, f, *args, **kwargs):
    try:
        print(label, repr(f(*args, **kwargs)))
    except BaseException as e:
        print(label, type(e).__name__, e)


def app(env, start_response):
    path = env['PATH_INFO']
    start_response('200 OK', [('Content-Type', 'text/plain')])
    if path == '/epipe':
        raise OSError(errno.EPIPE, 'pipe')
    if path == '/reset':
        raise ConnectionResetError(errno.ECONNRESET, 'reset')
    if path == '/io':
        raise OSError(errno.EIO, 'io')
    return [b'fine']


s = Server(app)
for path in (b'/epipe', b'/reset', b'/io', b'/ok'):
    s.get(path)
s.stop()
s.show_log()


class Finish(wsgi.HttpProtocol):
    error = None

    def finish(self):
        class Flush(object):
            closed = False

            def flush(inner):
                raise self.error

            def close(inner):
                pass
        self.wfile = Flush()
        wsgi.HttpProtocol.finish(self)


for error in (OSError(errno.EPIPE, 'pipe'), OSError(errno.ECONNRESET, 'reset')):
    Finish.error = error
    s = Server(app, protocol=Finish)
    print(s.raw(b'GET / HTTP/1.0\r\n\r\n')[-4:])
    s.stop()
    print(s.log.getvalue().count('Traceback'))


# The names of listeners.
for family, address in ((socket.AF_INET, ('1.2.3.4', 80)), (socket.AF_INET6, ('::1', 80, 0, 0)), (socket.AF_UNIX, '/path'), (17, ('eth0', 3))):
    class Named(object):
        def getsockname(self):
            return address
    Named.family = family
    attempt('name', wsgi.socket_repr, Named())
    Named.do_handshake = None
    attempt('name', wsgi.socket_repr, Named())


class Martian(object):
    def setsockopt(self, *args):
        raise OSError(errno.ENOPROTOOPT, 'no such option')


for conn in (Martian(),):
    p = wsgi.HttpProtocol.__new__(wsgi.HttpProtocol)
    p.request = conn
    try:
        p.setup()
    except Exception as e:
        print(type(e).__name__, str(e).split(' <')[0])

# Header files with limits.
f = wsgi.FileObjectForHeaders(io.BytesIO(b'a: b\r\n' + b'x' * 10 + b'\n'))
print(f.readline(), f.readline(3), f.total_header_size)
attempt('line too long', wsgi.FileObjectForHeaders(io.BytesIO(b'x' * (wsgi.MAX_HEADER_LINE + 1))).readline)
f = wsgi.FileObjectForHeaders(io.BytesIO(b'x' * 1000 + b'\n' + b'y' * 1000 + b'\n'))
kept, wsgi.MAX_TOTAL_HEADER_SIZE = wsgi.MAX_TOTAL_HEADER_SIZE, 1500
print(len(f.readline()))
attempt('too large', f.readline)
wsgi.MAX_TOTAL_HEADER_SIZE = kept
print(wsgi.addr_to_host_port(('h', 1)), wsgi.addr_to_host_port(('h', 1, 0, 0)), wsgi.addr_to_host_port('/path'), wsgi.addr_to_host_port(''))
print(sorted(wsgi.ACCEPT_ERRNO), [e.__name__ for e in wsgi.ACCEPT_EXCEPTIONS], sorted(wsgi.BROKEN_SOCK), sorted(wsgi.BAD_SOCK))


# A listener that fails: some errors are passed over, others end the server, and so does an exit.
class Listener(object):
    family = socket.AF_INET

    def __init__(self, *errors):
        self.errors = list(errors)

    def getsockname(self):
        return '127.0.0.1', 1

    def accept(self):
        raise self.errors.pop(0)

    def close(self):
        print('closed')


class FailsToClose(Listener):
    error = OSError(errno.EPIPE, 'close')

    def close(self):
        raise self.error


for kind, errors in ((Listener, [OSError(errno.EPIPE, 'a'), OSError(errno.ECONNRESET, 'b'), KeyboardInterrupt()]), (Listener, [SystemExit(1)]),
                     (Listener, [OSError(errno.EINVAL, 'ends')]), (Listener, [ValueError('ends')]), (FailsToClose, [SystemExit(1)])):
    log = io.StringIO()
    attempt('server', wsgi.server, kind(*errors), app, log)
    print([line.split(') ', 1)[-1] for line in log.getvalue().splitlines()])
