# socket_connect, socket_checkerr, socket_accept, set_nonblocking and other helpers of greenio.base.
import errno
import fcntl
import os
import socket as plain
import warnings

import eventlet
from eventlet import greenio, hubs
from eventlet.green import socket
from eventlet.greenio import base


def attempt(label, f, *args, **kwargs):
    try:
        print(label, f(*args, **kwargs))
    except BaseException as e:
        print(label, type(e).__name__, e)


listener = plain.socket()
listener.bind(('127.0.0.1', 0))
listener.listen(5)
listener.setblocking(False)
print(base.socket_accept(listener))
s = plain.socket()
s.setblocking(False)
print(base.socket_connect(s, listener.getsockname()) in (None, s))
hubs.trampoline(s, write=True)
print(base.socket_connect(s, listener.getsockname()) is s, base.socket_checkerr(s))
conn, addr = base.socket_accept(listener)
print(type(conn) is plain.socket, addr == s.getsockname())
listener.close()
attempt('accept on a closed one', base.socket_accept, listener)
refused = plain.socket()
refused.setblocking(False)
port = plain.socket()
port.bind(('127.0.0.1', 0))
address = port.getsockname()
print(base.socket_connect(refused, address))
hubs.trampoline(refused, write=True)
attempt('checkerr', base.socket_checkerr, refused)
attempt('checkerr again', base.socket_checkerr, refused)
attempt('unix', base.socket_connect, plain.socket(plain.AF_UNIX), '/no/such/path')
attempt('no errorcode', base.socket_connect, type('D', (), {'connect_ex': lambda self, a: 9999})(), ())

r, w = os.pipe()
f = os.fdopen(r)
print(bool(fcntl.fcntl(f, fcntl.F_GETFL) & os.O_NONBLOCK))
base.set_nonblocking(f)
base.set_nonblocking(f)
print(bool(fcntl.fcntl(f, fcntl.F_GETFL) & os.O_NONBLOCK))
attempt('no descriptor', base.set_nonblocking, 'text')


class Sock(object):
    def setblocking(self, flag):
        print('setblocking', flag)


base.set_nonblocking(Sock())

g = socket.socket()
for value in ('text', [], object()):
    attempt('settimeout %s' % type(value).__name__, g.settimeout, value)
for value in (-1, -0.5):
    attempt('settimeout %r' % value, g.settimeout, value)
for value in (None, 5, 0, 0.0, 2.5, True, socket._GLOBAL_DEFAULT_TIMEOUT):
    g.settimeout(value)
    print(repr(g.gettimeout()), g.act_non_blocking)
for value in (1, 0, True, False, 'yes', ''):
    g.setblocking(value)
    print(repr(g.gettimeout()), g.act_non_blocking)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    a, b = socket.socketpair()
    f = a.makeGreenFile('rb')
    b.send(b'line\n')
    print(f.readline(), [(w.category.__name__, str(w.message)) for w in caught if w.category is DeprecationWarning])
d = a.dup()
print(type(d).__name__, d.gettimeout(), d.fileno() != a.fileno(), d._sock is d)
a.settimeout(3)
print(a.dup().gettimeout())
with socket.socket() as s:
    print(s.__enter__() is s)
print(s.fileno())
attempt('no such attribute', getattr, s, 'nothing')
attempt('class', getattr, greenio.GreenSocket, 'nothing')
empty = greenio.GreenSocket.__new__(greenio.GreenSocket)
attempt('not made', getattr, empty, 'recv_something')
print(empty.fd)
del empty
wrapped = greenio.GreenSocket(plain.socket(), set_nonblocking=False)
print(wrapped.fd.gettimeout(), wrapped.gettimeout(), greenio.GreenSocket(plain.socket()).fd.gettimeout())
t = plain.socket()
t.settimeout(7)
print(greenio.GreenSocket(t).gettimeout())
plain.setdefaulttimeout(4)
print(greenio.GreenSocket().gettimeout(), greenio.GreenSocket(plain.socket()).gettimeout())
plain.setdefaulttimeout(None)
attempt('family', greenio.GreenSocket, 9999)
attempt('odd', greenio.GreenSocket, 'text')
