# What accept of a TLS listener does and does not: the handshake is the connection's own affair.
import eventlet
from eventlet.green import socket, ssl

from _tls import CERT, KEY, attempt, client_context, server_context

raw = eventlet.listen(('127.0.0.1', 0))
listener = server_context().wrap_socket(raw, server_side=True)
print(type(listener).__name__, listener.server_side, listener.do_handshake_on_connect)
address = listener.getsockname()

# A client that says nothing is accepted at once.
silent = eventlet.connect(address)
with eventlet.Timeout(5):
    s, peer = listener.accept()
print(type(s).__name__, peer == silent.getsockname(), s.do_handshake_on_connect, s.server_side, s.version(), s.cipher())
s.settimeout(0.02)
attempt('recv', s.recv, 1)
attempt('handshake', s.do_handshake)
silent.sendall(b'GET / HTTP/1.0\r\n\r\n')
s.settimeout(5)
attempt('recv', s.recv, 1)
s.close()
silent.close()

# One that does everything right: the handshake comes with the first read, or on demand.
for how in ('recv', 'do_handshake', 'send'):
    def client():
        c = client_context().wrap_socket(eventlet.connect(address), server_hostname='localhost')
        c.sendall(b'hello')
        data = c.recv(10)
        c.close()
        return data

    g = eventlet.spawn(client)
    s, peer = listener.accept()
    if how == 'do_handshake':
        print(how, s.do_handshake(), s.version() is not None)
    if how == 'send':
        print(how, s.send(b'first'))
        print(g.wait())
    print(s.recv(10), s.version() is not None)
    if how != 'send':
        s.sendall(b'bye')
        print(g.wait())
    s.close()

# serve goes on, whatever the clients do.
def handle(conn, addr):
    try:
        conn.sendall(conn.recv(100).upper())
    except ssl.SSLError as e:
        log.append(e.reason)


log = []
server = eventlet.spawn(eventlet.serve, listener, handle)
idle = eventlet.connect(address)
plain = eventlet.connect(address)
plain.sendall(b'no TLS at all, but long enough')
plain.recv(100)
c = client_context().wrap_socket(eventlet.connect(address), server_hostname='localhost')
c.sendall(b'works')
print(c.recv(100), c.recv(100), log)
server.kill()
listener.settimeout(0.02)
attempt('accept', listener.accept)
listener.setblocking(False)
attempt('accept', listener.accept)
attempt('recv', listener.recv, 1)
listener.close()
attempt('accept when closed', listener.accept)
