import eventlet
from eventlet.green import socket
a, b = socket.socketpair()
a.setblocking(False)
for f in (lambda: a.recv(1), lambda: a.recv_into(bytearray(2)), lambda: a.recvfrom(1)):
    try:
        f()
    except BlockingIOError as e:
        print(type(e).__name__, e)
try:
    while True:
        a.send(b'x' * 100000)
except BlockingIOError as e:
    print('send', e)
l = socket.socket()
l.bind(('127.0.0.1', 0)); l.listen(1)
l.setblocking(False)
try:
    l.accept()
except BlockingIOError as e:
    print('accept', e)
c = socket.socket()
c.setblocking(False)
try:
    c.connect(l.getsockname())
    print('connected at once')
except BlockingIOError as e:
    print('connect', e)
eventlet.sleep(0.01)
print(c.connect_ex(l.getsockname()) in (0, 106))
conn, addr = l.accept()
print(type(conn).__name__ , addr == c.getsockname())
a.setblocking(True)
b.recv(1000000)
