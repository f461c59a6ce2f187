# connect, connect_ex and handshakes: refused, timed out, non-blocking, given up.
import eventlet
from eventlet.green import socket, ssl

from _tls import CERT, KEY, attempt, client_context, server_context

listener = eventlet.listen(('127.0.0.1', 0))
address = listener.getsockname()


def serve():
    while True:
        conn, peer = listener.accept()
        eventlet.spawn(session, conn)


def session(conn):
    try:
        s = server_context().wrap_socket(conn, server_side=True)
        s.sendall(s.recv(100))
        s.close()
    except (OSError, ValueError):
        conn.close()


eventlet.spawn(serve)
free = socket.socket()
free.bind(('127.0.0.1', 0))
closed = free.getsockname()
for timeout in (None, 5):
    c = ssl.wrap_socket(socket.socket())
    c.settimeout(timeout)
    attempt('connect', c.connect, address)
    attempt('connect again', c.connect, address)
    c.sendall(b'hello')
    print(c.recv(10), c.version() is not None)
    c.close()
    c = client_context().wrap_socket(socket.socket(), server_hostname='localhost', do_handshake_on_connect=False)
    c.settimeout(timeout)
    attempt('connect without handshake', c.connect, address)
    print(c.version(), c.cipher())
    attempt('handshake', c.do_handshake)
    print(c.version() is not None, c.getpeercert()['subject'])
    c.close()
    c = ssl.wrap_socket(socket.socket())
    c.settimeout(timeout)
    try:
        c.connect(closed)
    except OSError as e:
        print(type(e).__name__, e.errno)
# Nobody answers the handshake.
silent = eventlet.listen(('127.0.0.1', 0))
c = ssl.wrap_socket(socket.socket())
c.settimeout(0.05)
attempt('silent', c.connect, silent.getsockname())
t = eventlet.connect(silent.getsockname())
t.settimeout(0.05)
attempt('silent', ssl.wrap_socket, t)
c = ssl.wrap_socket(eventlet.connect(silent.getsockname()), do_handshake_on_connect=False)
c.settimeout(0.05)
attempt('silent handshake', c.do_handshake)
attempt('silent write', c.write, b'x')
c.setblocking(False)
attempt('handshake, non-blocking', c.do_handshake)
attempt('read, non-blocking', c.read, 1)
# A peer that goes away in the middle.
gone = eventlet.listen(('127.0.0.1', 0))


def leave():
    conn, peer = gone.accept()
    conn.recv(1)
    conn.recv(10000)
    conn.close()


for i in range(2):
    eventlet.spawn(leave)
attempt('peer leaves', ssl.wrap_socket, eventlet.connect(gone.getsockname()))
g = eventlet.spawn(ssl.wrap_socket, eventlet.connect(silent.getsockname()))
eventlet.sleep(0.01)
g.kill()
print(g.dead, eventlet.spawn(lambda: 'others go on').wait())
with eventlet.Timeout(0.02, False):
    ssl.wrap_socket(eventlet.connect(silent.getsockname()))
    print('not reached')
attempt('sessions', lambda: client_context().wrap_socket(eventlet.connect(address), server_hostname='localhost').session_reused)
