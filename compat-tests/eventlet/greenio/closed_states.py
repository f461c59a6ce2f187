# Operations on a GreenSocket that was marked as closed, and on one that is closed, unconnected or non-blocking.
import errno

import eventlet
from eventlet import greenio, hubs
from eventlet.green import socket


def attempt(label, f, *args, **kwargs):
    try:
        print(label, f(*args, **kwargs))
    except BaseException as e:
        print(label, type(e).__name__, e)


def operations(s, label):
    attempt(label + ' recv', s.recv, 1)
    attempt(label + ' recv 0', s.recv, 0)
    attempt(label + ' recv_into', s.recv_into, bytearray(1))
    attempt(label + ' recvfrom', s.recvfrom, 1)
    attempt(label + ' recvfrom_into', s.recvfrom_into, bytearray(1))
    attempt(label + ' accept', s.accept)


# Marked as closed by the hub, with the descriptor still open: nothing waits any more.
a, b = socket.socketpair()
a._mark_as_closed()
operations(a, 'marked')
attempt('marked send', a.send, b'x')
try:
    while True:
        a.send(b'x' * 65536)
except BaseException as e:
    print(type(e).__name__, e)
b.send(b'data')
attempt('marked, with data', a.recv, 10)

s = socket.socket()
attempt('unconnected accept', s.accept)
attempt('send', s.send, b'x')
attempt('sendall', s.sendall, b'x')
attempt('sendto', s.sendto, b'x', ('127.0.0.1', 9))

a, b = socket.socketpair()
a.setblocking(False)
operations(a, 'non-blocking')
b.close()
operations(a, 'peer closed')
attempt('send', a.send, b'x')
a.close()
operations(a, 'closed')
attempt('send', a.send, b'x')
attempt('sendall', a.sendall, b'x')
attempt('connect', a.connect, ('127.0.0.1', 1))
attempt('connect_ex', a.connect_ex, ('127.0.0.1', 1))
attempt('dup', a.dup)
attempt('close', a.close)
attempt('makefile', a.makefile)
attempt('getsockname', a.getsockname)

# connect and connect_ex in all ways.
listener = eventlet.listen(('127.0.0.1', 0))
address = listener.getsockname()
free = socket.socket()
free.bind(('127.0.0.1', 0))
closed = free.getsockname()
for timeout in (None, 5, 0):
    for target in (address, closed):
        s = socket.socket()
        s.settimeout(timeout)
        print(timeout, target == address, end=' ')
        result = s.connect_ex(target)
        print(errno.errorcode.get(result, result))
        s.close()
        s = socket.socket()
        s.settimeout(timeout)
        attempt('connect', s.connect, target)
        if timeout != 0 and target == address:
            print(errno.errorcode.get(s.connect_ex(target), 0))
            attempt('connect again', s.connect, target)
        s.close()
attempt('bad address', socket.socket().connect, 'text')
attempt('bad address', socket.socket().connect_ex, ('127.0.0.1',))

# The descriptor is handed out again while somebody connects.
full = socket.socket()
full.bind(('127.0.0.1', 0))
full.listen(0)
keep = []
for i in range(4):
    k = socket.socket()
    k.setblocking(False)
    k.connect_ex(full.getsockname())
    keep.append(k)
for timeout in (None, 5):
    for how in ('connect', 'connect_ex'):
        s = socket.socket()
        s.settimeout(timeout)
        g = eventlet.spawn(getattr(s, how), full.getsockname())
        eventlet.sleep(0)
        hubs.notify_opened(s.fileno())
        eventlet.spawn_after(0, lambda: None)
        try:
            print(how, g.wait())
        except BaseException as e:
            print(how, type(e).__name__, e)
s = socket.socket()
s.settimeout(0.02)
attempt('connect', s.connect, full.getsockname())
s = socket.socket()
s.settimeout(0.02)
attempt('connect_ex', s.connect_ex, full.getsockname())
