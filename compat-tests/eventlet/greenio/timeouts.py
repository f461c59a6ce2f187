import eventlet
from eventlet.green import socket
a, b = socket.socketpair()
a.settimeout(0.01)
print(a.gettimeout())
for f in (lambda: a.recv(1), lambda: a.recv_into(bytearray(3)), lambda: a.recvfrom(2), lambda: a.recv(0)):
    try:
        f()
    except socket.timeout as e:
        print(type(e).__name__, e, e.args, eventlet.is_timeout(e))
try:
    while True:
        a.sendall(b'x' * 100000)
except socket.timeout as e:
    print('send', e)
l = socket.socket()
l.bind(('127.0.0.1', 0)); l.listen(1)
l.settimeout(0.01)
try:
    l.accept()
except socket.timeout as e:
    print('accept', e)
for v in (None, 0, 1, 2.5, 0.0):
    l.settimeout(v)
    print(l.gettimeout(), l.act_non_blocking)
for bad in (-1, 'x', [], -0.1):
    try:
        l.settimeout(bad)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
l.setblocking(True); print(l.gettimeout())
l.setblocking(0); print(l.gettimeout())
with eventlet.Timeout(0.01, False):
    b.settimeout(None)
    c, d = socket.socketpair()
    c.recv(1)
    print('no')
socket.setdefaulttimeout(3)
print(socket.socket().gettimeout())
socket.setdefaulttimeout(None)
