import eventlet, socket as plain
from eventlet.green import socket
missing = [n for n in plain.__all__ if not hasattr(socket, n)]
print(missing, socket.AF_INET is plain.AF_INET, socket.error is plain.error, socket.timeout is plain.timeout)
print(socket.gaierror is plain.gaierror, socket.SOCK_STREAM == plain.SOCK_STREAM, socket.inet_aton is plain.inet_aton)
print(sorted(socket.__patched__))
a, b = socket.socketpair()
print(type(a).__name__, type(b).__name__)
f = socket.fromfd(a.fileno(), socket.AF_UNIX, socket.SOCK_STREAM)
print(type(f).__name__, f.fileno() != a.fileno())
f.send(b'dup'); print(b.recv(10))
l = socket.socket(); l.bind(('127.0.0.1', 0)); l.listen(5)
c = socket.create_connection(l.getsockname(), timeout=2, source_address=('127.0.0.1', 0))
print(type(c).__name__, c.gettimeout())
try:
    socket.create_connection(('127.0.0.1', 1), timeout=1)
except OSError as e:
    print(type(e).__name__, e.errno)
print(socket.getfqdn is plain.getfqdn, socket.has_ipv6 == plain.has_ipv6)
