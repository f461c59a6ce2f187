import eventlet
from eventlet import StopServe
s = eventlet.listen(('127.0.0.1', 0))
addr = s.getsockname()
def handle(conn, addr):
    data = conn.recv(100)
    if data == b'stop':
        raise StopServe()
    conn.sendall(b'got ' + data)
g = eventlet.spawn(eventlet.serve, s, handle)
for word in (b'one', b'two'):
    c = eventlet.connect(addr)
    c.sendall(word)
    print(c.recv(100), c.recv(100))
c = eventlet.connect(addr)
c.sendall(b'stop')
print(g.wait())
s.close()
import sys, io
s = eventlet.listen(('127.0.0.1', 0))
def broken(conn, addr):
    raise ValueError('handler broke')
err, sys.stderr = sys.stderr, io.StringIO()
g = eventlet.spawn(eventlet.serve, s, broken)
c = eventlet.connect(s.getsockname())
try:
    g.wait()
except ValueError as e:
    print('ValueError', e)
sys.stderr = err
print(c.recv(10))
