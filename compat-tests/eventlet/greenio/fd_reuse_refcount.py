import eventlet
from eventlet.green import socket
a, b = socket.socketpair()
f = a.makefile('rb')
a.close()
print(a.fileno() >= 0)
b.sendall(b'still open')
print(f.read(10))
f.close()
print(a.fileno())
try:
    a.getsockname()
except OSError as e:
    print(e)
