# The warnings and options of listen, and what connect and listen leave open when they fail.
import os
import socket as plain
import warnings

import eventlet
from eventlet import convenience
from eventlet.green import socket


def attempt(label, f, *args, **kwargs):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            result = f(*args, **kwargs)
            print(label, type(result).__name__)
        except BaseException as e:
            result = None
            print(label, type(e).__name__, e)
    for w in caught:
        if w.category is not ResourceWarning:
            print('  ', w.category.__name__, ' '.join(str(w.message).split()))
    return result


s = attempt('random port with reuse_port', eventlet.listen, ('127.0.0.1', 0), reuse_port=True)
print(s.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT), s.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR))
s = attempt('random port', eventlet.listen, ('127.0.0.1', 0))
port = s.getsockname()[1]
print(s.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT), s.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR))
s.close()
s = attempt('fixed port', eventlet.listen, ('127.0.0.1', port))
print(s.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT))
t = attempt('again', eventlet.listen, ('127.0.0.1', port))
s.close()
t.close()
s = attempt('without', eventlet.listen, ('127.0.0.1', port), reuse_addr=False, reuse_port=False)
print(s.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT), s.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR))
attempt('taken', eventlet.listen, ('127.0.0.1', port), reuse_port=False)
del socket.SO_REUSEPORT
attempt('no SO_REUSEPORT', eventlet.listen, ('127.0.0.1', 0), reuse_port=True)
s = attempt('no SO_REUSEPORT', eventlet.listen, ('127.0.0.1', 0))
attempt('bind fails', eventlet.connect, s.getsockname(), bind=('203.0.113.1', 0))
attempt('bad host', eventlet.connect, ('127.0.0.1', 'no-such-service-name'))
attempt('family', eventlet.listen, ('127.0.0.1', 0), 12345)
attempt('backlog', eventlet.listen, ('127.0.0.1', 0), backlog='x')
attempt('unix, no folder', eventlet.listen, '/no/such/folder/sock', socket.AF_UNIX)
print([c.__bases__ for c in (convenience.ReuseRandomPortWarning, convenience.ReusePortUnavailableWarning, convenience.StopServe)])
attempt('not a socket', eventlet.serve, 5, print)
attempt('concurrency', eventlet.serve, eventlet.listen(('127.0.0.1', 0)), print, concurrency='x')


# serve: what handlers raise, and connections that are closed when handlers end.
def run(handler, clients=1, **kwargs):
    listener = eventlet.listen(('127.0.0.1', 0))
    g = eventlet.spawn(eventlet.serve, listener, handler, **kwargs)
    conns = [eventlet.connect(listener.getsockname()) for i in range(clients)]
    for c in conns:
        c.sendall(b'x')
    try:
        return g.wait()
    except BaseException as e:
        return type(e).__name__, e.args
    finally:
        for c in conns:
            c.settimeout(5)
            try:
                c.recv(1)
            except OSError:
                pass


def raises(error):
    def handler(conn, addr):
        conn.recv(1)
        raise error
    return handler


import sys
import io
sys.stderr = io.StringIO()
for error in (eventlet.StopServe(), ValueError('v'), OSError(5, 'five'), eventlet.greenlet.GreenletExit() if hasattr(eventlet, 'greenlet') else None):
    if error is not None:
        with eventlet.Timeout(2, False):
            print(type(error).__name__, run(raises(error)))


def two(conn, addr):
    seen.append(conn.recv(1))
    if len(seen) == 3:
        raise eventlet.StopServe()


seen = []
print(run(two, 3, concurrency=1), seen)
listener = eventlet.listen(('127.0.0.1', 0))
g = eventlet.spawn(eventlet.serve, listener, two)
eventlet.sleep(0)
listener.settimeout(0.01)
g.kill()
g = eventlet.spawn(eventlet.serve, listener, two)
try:
    g.wait()
except Exception as e:
    print(type(e).__name__, e)
g = eventlet.spawn(eventlet.serve, listener, two)
listener.close()
try:
    g.wait()
except Exception as e:
    print(type(e).__name__, e)
