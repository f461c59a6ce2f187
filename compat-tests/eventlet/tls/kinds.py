# wrap_socket on sockets of every kind: plain, green, listening, unconnected, datagrams, wrapped already.
import socket as plain
import ssl as plain_ssl

import eventlet
from eventlet.green import socket, ssl

from _tls import CERT, KEY, attempt, client_context, pair, server_context

attempt('no socket', ssl.wrap_socket, 1)
attempt('no socket', ssl.wrap_socket, None)
attempt('no socket', client_context().wrap_socket, 1, server_hostname='localhost')
attempt('convenience', eventlet.wrap_ssl, 1)
attempt('convenience', eventlet.wrap_ssl)
attempt('no certificate', ssl.wrap_socket, socket.socket(), server_side=True)
attempt('key only', ssl.wrap_socket, socket.socket(), keyfile=KEY)
attempt('no such certificate', ssl.wrap_socket, socket.socket(), certfile='/no/such')
attempt('bad ciphers', ssl.wrap_socket, socket.socket(), ciphers='NOPE')
attempt('no such authorities', ssl.wrap_socket, socket.socket(), ca_certs='/no/such')
attempt('datagrams', ssl.wrap_socket, socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
attempt('host name of a server', server_context().wrap_socket, socket.socket(), server_side=True, server_hostname='x')
attempt('no host name', client_context().wrap_socket, socket.socket())
attempt('server context for a client', server_context().wrap_socket, socket.socketpair()[0])
attempt('client context for a server', client_context().wrap_socket, socket.socketpair()[0], server_side=True)
attempt('session of a server', server_context().wrap_socket, socket.socket(), server_side=True, session=3)
attempt('unknown argument', client_context().wrap_socket, socket.socket(), server_hostname='localhost', nothing=1)
attempt('empty host name', client_context().wrap_socket, socket.socket(), server_hostname='')
attempt('dot', client_context().wrap_socket, socket.socket(), server_hostname='.localhost')

for make in (socket.socket, plain.socket):
    s = ssl.wrap_socket(make())
    print(type(s).__name__, s.server_side, s.server_hostname, s.do_handshake_on_connect, s.suppress_ragged_eofs, s.version(), s.cipher(), s.pending() if s._sslobj else None)
    print(s.keyfile, s.certfile, int(s.cert_reqs), s.ca_certs, s.gettimeout(), s.act_non_blocking, isinstance(s, plain_ssl.SSLSocket))
    attempt('getpeercert', s.getpeercert)
    attempt('read', s.read, 1)
    attempt('write', s.write, b'x')
    attempt('handshake', s.do_handshake)
    attempt('unwrap', s.unwrap)
    attempt('getpeername', s.getpeername)
    attempt('selected', s.selected_alpn_protocol)
    attempt('connect', s.connect, ('127.0.0.1', 1))
    s.close()
t = socket.socket()
t.settimeout(3)
s = client_context().wrap_socket(t, server_hostname='localhost')
print(s.gettimeout(), t.fileno(), s.server_hostname)
s.settimeout(None)
print(s.gettimeout())
s.setblocking(0)
print(s.gettimeout(), s.act_non_blocking)
s.setblocking(1)
print(s.gettimeout(), s.act_non_blocking)
for timeout in (4.5,):
    s.settimeout(timeout)
    print(s.gettimeout())

# Two sessions, one within the other.
a, b = socket.socketpair()


def outer_server():
    s = server_context().wrap_socket(a, server_side=True)
    s.sendall(s.recv(5)[::-1])
    back = s.unwrap()
    print('unwrapped', type(back).__name__)
    back.sendall(b'plain again')
    s2 = server_context().wrap_socket(back, server_side=True)
    s2.sendall(b'secret again')
    return s2


g = eventlet.spawn(outer_server)
c = client_context().wrap_socket(b, server_hostname='localhost')
c.sendall(b'hello')
print(c.recv(5))
back = c.unwrap()
print(type(back).__name__, back.recv(11))
c2 = client_context().wrap_socket(back, server_hostname='localhost')
print(c2.recv(100))
g.wait().close()
print(c2.recv(100))

# The same by plain sockets of the standard library, given to green contexts.
a, b = plain.socketpair()
g = eventlet.spawn(server_context().wrap_socket, a, server_side=True)
c = ssl.wrap_socket(b)
s = g.wait()
c.send(b'over plain sockets')
print(s.recv(100), type(s).__name__)
# Direct use of the class.
a, b = socket.socketpair()
g = eventlet.spawn(ssl.SSLSocket, a, KEY, CERT, True)
c = ssl.SSLSocket(b)
s = g.wait()
c.send(b'by class')
print(s.recv(100), s.certfile == CERT, s.keyfile == KEY, s.server_side)
