import eventlet, socket as plain
from eventlet import greenio
from eventlet.green import socket
s = greenio.GreenSocket(plain.AF_INET, plain.SOCK_STREAM)
print(s.family == plain.AF_INET, s.type == plain.SOCK_STREAM, s.proto, s.fd.fileno() == s.fileno(), s.fd.gettimeout())
print(socket.socket is greenio.GreenSocket, s._sock is s, s.act_non_blocking, s._closed)
p = plain.socket()
w = greenio.GreenSocket(p)
print(w.fd is p, p.gettimeout(), w.gettimeout())
p2 = plain.socket(); p2.settimeout(3)
print(greenio.GreenSocket(p2).gettimeout())
d = w.dup()
print(type(d).__name__, d.fileno() != w.fileno(), d.gettimeout())
try:
    w.no_such_attribute
except AttributeError as e:
    print('AttributeError')
with greenio.GreenSocket() as c:
    print(c.fileno() > 0)
print(c.fileno())
f = w.detach()
print(f > 0, w.fileno())
k = greenio.GreenSocket(set_nonblocking=False)
print(k.fd.gettimeout())
print(sorted(greenio.SOCKET_CLOSED) == sorted((104, 108, 32)), 11 in greenio.SOCKET_BLOCKING, sorted(greenio.CONNECT_SUCCESS) == [0, 106], sorted(greenio.CONNECT_ERR) == [11, 114, 115])
print(greenio.socket_timeout is plain.timeout)
import warnings
with warnings.catch_warnings(record=True) as c:
    warnings.simplefilter('always')
    k.makeGreenFile()
print([str(x.message) for x in c])
