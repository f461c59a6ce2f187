import eventlet
from eventlet.green import socket
a, b = socket.socketpair()
f = b.makefile('rb')
def writer():
    for i in range(3):
        a.sendall(b'line %d\n' % i)
        eventlet.sleep(0.001)
    a.sendall(b'tail')
    a.close()
eventlet.spawn(writer)
print(f.readline(), list(f))
f.close()
print(b.fileno() > 0)
b.close()
print(b.fileno())
a, b = socket.socketpair()
w = a.makefile('w', encoding='utf-8'); r = b.makefile('r', encoding='utf-8')
w.write(u'gr\u00fcn\n'); w.flush()
print(ascii(r.readline()))
a.close()
print(a.fileno() > 0)
w.close()
print(a.fileno(), r.read(), repr(r.readline()))
a, b = socket.socketpair()
rw = a.makefile('rwb', 0)
rw.write(b'unbuffered')
print(b.recv(20), type(rw).__name__)
b.settimeout(0.01)
g = b.makefile('rb')
try:
    g.read(1)
except socket.timeout as e:
    print('timeout', e)
try:
    g.read(1)
except OSError as e:
    print(type(e).__name__, e)
