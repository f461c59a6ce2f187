import eventlet, socket
s = eventlet.listen(('127.0.0.1', 0))
print(type(s).__name__, s.getsockname()[0], s.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR))
addr = s.getsockname()
def server():
    c, a = s.accept()
    print(type(c).__name__, a[0])
    c.sendall(c.recv(100).upper())
    c.close()
g = eventlet.spawn(server)
c = eventlet.connect(addr)
c.sendall(b'hello')
print(c.recv(100), c.recv(100))
g.wait()
c.close()
s.close()
try:
    eventlet.connect(addr)
except OSError as e:
    print(type(e).__name__, e)
a = eventlet.listen(('127.0.0.1', 0), backlog=5, reuse_port=False)
try:
    b = eventlet.listen(a.getsockname(), reuse_port=False)
except OSError as e:
    print(type(e).__name__, e)
l = eventlet.listen(('127.0.0.1', 0))
c = eventlet.connect(l.getsockname(), bind=('127.0.0.1', 0))
print(c.getsockname()[0], c.getpeername() == l.getsockname())
import tempfile, os
path = os.path.join(tempfile.mkdtemp(), 'sock')
u = eventlet.listen(path, socket.AF_UNIX)
c = eventlet.connect(path, socket.AF_UNIX)
p, who = u.accept()
c.sendall(b'unix'); print(p.recv(10), who, u.family == socket.AF_UNIX)
if socket.has_ipv6:
    try:
        l6 = eventlet.listen(('::1', 0), socket.AF_INET6)
    except OSError:
        print(2)
    else:
        c6 = eventlet.connect(l6.getsockname(), socket.AF_INET6)
        print(len(c6.getpeername()) // 2)
for bad in (('127.0.0.1', 'x'), ('127.0.0.1', 70000), '127.0.0.1'):
    try:
        eventlet.listen(bad)
    except (TypeError, OverflowError, OSError) as e:
        print(type(e).__name__)
