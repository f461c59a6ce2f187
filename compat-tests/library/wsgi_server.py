"""The server where the original gives up, or has less: docs/differences.md."""
import io
import os
import resource

import eventlet
from eventlet import websocket, wsgi
from eventlet.green import socket

log = io.StringIO()


def app(env, start_response):
    path = env['PATH_INFO']
    if path == '/handled':
        env['eventlet.input'].get_socket().sendall(b'raw')
        return wsgi.ALREADY_HANDLED
    if path == '/generator':
        def answer():
            env['eventlet.input'].get_socket().sendall(b'raw')
            wsgi.WSGI_LOCAL.already_handled = True
            return
            yield
        return answer()
    if path == '/idle':
        env['eventlet.set_idle']()
        polling.append(eventlet.getcurrent())
        env['eventlet.input'].get_socket().recv(1)
    start_response('200 OK', [])
    return [path.encode()]


def read(c):
    data = b''
    with eventlet.Timeout(10):
        while True:
            d = c.recv(1000)
            if not d:
                break
            data += d
    c.close()
    return data


def get(path, connection=b'close'):
    c = eventlet.connect(sock.getsockname())
    c.sendall(b'GET ' + path + b' HTTP/1.1\r\nHost: h\r\nConnection: ' + connection + b'\r\n\r\n')
    return read(c)


polling = []
sock = eventlet.listen(('127.0.0.1', 0))
thread = eventlet.spawn(wsgi.server, sock, app, log)

# An application that has answered on the socket, by what it returns or by the flag; the connection ends in either case.
assert get(b'/handled', b'keep-alive') == b'raw'
assert get(b'/generator', b'keep-alive') == b'raw'
assert get(b'/after').endswith(b'/after')
# The flag belongs to the greenthread.
wsgi.WSGI_LOCAL.already_handled = True
wsgi.WSGI_LOCAL.other = 1
assert eventlet.spawn(lambda: (hasattr(wsgi.WSGI_LOCAL, 'already_handled'), hasattr(wsgi.WSGI_LOCAL, 'other'))).wait() == (False, False)
assert wsgi.WSGI_LOCAL.already_handled is True and wsgi.WSGI_LOCAL.other == 1
del wsgi.WSGI_LOCAL.already_handled
assert not hasattr(wsgi.WSGI_LOCAL, 'already_handled')
try:
    del wsgi.WSGI_LOCAL.already_handled
except AttributeError:
    pass
else:
    raise AssertionError

# Without room for another descriptor the server goes on, and serves who waited once there is some.
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
waiting = [eventlet.connect(sock.getsockname()) for _ in range(5)]
eventlet.sleep(0.05)
clients = [socket.socket() for _ in range(5)]
highest = max(int(fd) for fd in os.listdir('/proc/self/fd'))
resource.setrlimit(resource.RLIMIT_NOFILE, (highest + 1, hard))
fillers = []
try:
    while True:
        fillers.append(os.dup(0))
except OSError:
    pass
for c in clients:
    c.connect(sock.getsockname())
    c.sendall(b'GET /late HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n')
eventlet.sleep(0.15)
for fd in fillers:
    os.close(fd)
for c in waiting:
    c.close()
assert all(read(c).endswith(b'/late') for c in clients)
resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
assert 'cannot accept' in log.getvalue() and not thread.dead

# A long poll that counts as idle is closed by a server that stops.
c = eventlet.connect(sock.getsockname())
c.sendall(b'GET /idle HTTP/1.1\r\nHost: h\r\n\r\n')
while not polling:
    eventlet.sleep(0.01)
thread.kill()
with eventlet.Timeout(5):
    polling[0].wait()

# A header that cannot be encoded is answered with an error, and not with silence.
sock = eventlet.listen(('127.0.0.1', 0))
eventlet.spawn(wsgi.server, sock, lambda env, start_response: start_response('200 OK', [('X', u'\u20ac')]) and [b''], log)
assert get(b'/').startswith(b'HTTP/1.1 500 '), get(b'/')

# Compression with a window that zlib cannot pack with is declined rather than failed at.
sock = eventlet.listen(('127.0.0.1', 0))
eventlet.spawn(wsgi.server, sock, websocket.WebSocketWSGI(lambda ws: ws.send('x' * 100)), log)
c = eventlet.connect(sock.getsockname())
c.sendall(b'GET / HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n'
          b'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=8\r\n\r\n')
answer = read(c)
assert b'Extensions' not in answer and b'x' * 100 in answer, answer
print('all passed')
