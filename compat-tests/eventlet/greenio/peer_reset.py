import eventlet, struct, errno
from eventlet.green import socket
def pair():
    l = socket.socket(); l.bind(('127.0.0.1', 0)); l.listen(1)
    c = socket.create_connection(l.getsockname())
    s, _ = l.accept()
    return s, c
def reset(s):
    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
    s.close()
s, c = pair()
reset(c)
eventlet.sleep(0.01)
print(s.recv(10))
s, c = pair()
g = eventlet.spawn(s.recv, 10)
eventlet.sleep(0)
reset(c)
print(g.wait())
s, c = pair()
reset(c)
eventlet.sleep(0.01)
try:
    s.sendall(b'x' * 1000)
    s.sendall(b'x' * 1000)
except OSError as e:
    print(type(e).__name__, e)
s, c = pair()
def flood():
    while True:
        s.sendall(b'x' * 1000000)
import sys, io
err, sys.stderr = sys.stderr, io.StringIO()
g = eventlet.spawn(flood)
eventlet.sleep(0.01)
reset(c)
try:
    g.wait()
except OSError as e:
    print(type(e).__name__)
sys.stderr = err
s, c = pair()
c.shutdown(socket.SHUT_WR)
print(s.recv(5))
s.sendall(b'half'); print(c.recv(5))
