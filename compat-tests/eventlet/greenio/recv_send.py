import eventlet, errno
from eventlet.green import socket
a, b = socket.socketpair()
print(type(a).__name__, a.gettimeout(), a.act_non_blocking)
g = eventlet.spawn(b.recv, 10)
eventlet.sleep(0)
print(a.send(b'hey'), g.wait())
a.sendall(b'x' * 10)
print(b.recv(4), b.recv(100))
big = b'0123456789' * 100000
def reader():
    n = 0
    parts = []
    while n < len(big):
        d = b.recv(65536)
        parts.append(d); n += len(d)
    return b''.join(parts) == big
g = eventlet.spawn(reader)
print(a.sendall(big), g.wait())
a.sendall(memoryview(b'view')); print(b.recv(10))
a.sendall(bytearray(b'array')); print(b.recv(10))
buf = bytearray(10)
a.send(b'into')
print(b.recv_into(buf), bytes(buf[:4]))
a.send(b'abcdef')
print(b.recv_into(buf, 3), b.recv_into(memoryview(buf)[5:]), bytes(buf))
a.send(b'peek'); print(b.recv(4, socket.MSG_PEEK), b.recv(10))
a.send(b'from'); print(b.recvfrom(10)[0])
a.send(b'fi'); print(b.recvfrom_into(buf)[0])
a.close()
print(b.recv(10), b.recv(10))
try:
    b.send(b'x')
except OSError as e:
    print(type(e).__name__, e.errno == errno.EPIPE)
b.close()
try:
    b.recv(1)
except OSError as e:
    print(type(e).__name__, e.errno == errno.EBADF)
