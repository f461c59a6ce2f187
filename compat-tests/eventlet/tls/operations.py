# Every operation on a session: results, flags, buffers, ends, and what is refused.
import eventlet
from eventlet.green import socket, ssl

from _tls import attempt, client_context, pair, server_context

s, c = pair()
attempt('send', c.send, b'abc')
attempt('recv', s.recv, 2)
attempt('recv', s.recv)
attempt('write', c.write, b'defg')
attempt('pending', s.pending)
attempt('read', s.read, 1)
attempt('pending', s.pending)
attempt('read', s.read)
attempt('sendall', c.sendall, b'')
attempt('send nothing', c.send, b'')
attempt('sendall memoryview', c.sendall, memoryview(b'memory'))
buffer = bytearray(10)
attempt('recv_into', s.recv_into, buffer)
print(buffer)
c.sendall(b'0123456789')
attempt('recv_into', s.recv_into, buffer, 4)
attempt('recv_into', s.recv_into, memoryview(buffer)[6:])
print(buffer)
attempt('read into', s.read, 2, buffer)
print(buffer)
for label, f, args in (('send with flags', c.send, (b'x', 1)), ('sendall with flags', c.sendall, (b'x', 1)), 
                       ('sendto', c.sendto, (b'x', ('127.0.0.1', 9))),
                       ('sendmsg', c.sendmsg, ([b'x'],)), ('recvmsg', s.recvmsg, (1,)), ('recvmsg_into', s.recvmsg_into, ([bytearray(1)],)),
                       ('dup', c.dup, ()), ('text', c.send, ('text',)), ('negative', s.read, (-1,)),
                       ('read with text', s.read, ('x',))):
    try:
        print(label, f(*args))
    except Exception as e:
        print(label, type(e).__name__, e)
f = s.makefile('rb')
c.sendall(b'one line\nrest')
attempt('readline', lambda: f.readline())
w = s.makefile('w')
w.write('text\n')
w.flush()
attempt('from makefile', c.recv, 100)
f.close()
w.close()
# Large blocks both ways at once.
big = b'0123456789abcdef' * 40000


def drain(sock, n):
    data = b''
    while len(data) < n:
        data += sock.recv(100000)
    return data


readers = [eventlet.spawn(drain, x, len(big)) for x in (s, c)]
writers = [eventlet.spawn(x.sendall, big) for x in (c, s)]
print([g.wait() == big for g in readers], [g.wait() in (None, len(big)) for g in writers])

# Timeouts.
s.settimeout(0.02)
attempt('recv', s.recv, 1)
attempt('recv_into', s.recv_into, bytearray(1))
attempt('read', s.read, 1)
try:
    while True:
        s.send(b'x' * 65536)
except ssl.SSLError as e:
    print('send', str(e))
# Non-blocking.
s, c = pair()
for sock in (s, c):
    sock.setblocking(False)
attempt('recv', s.recv, 1)
attempt('recv_into', s.recv_into, bytearray(1))
attempt('read', c.read, 1)
attempt('send', s.send, b'hello')
s.setblocking(True)
c.setblocking(True)
print(c.recv(5))
# The end of the session, from both sides.
g = eventlet.spawn(c.unwrap)
plain = s.unwrap()
other = g.wait()
print(type(plain).__name__, type(other).__name__)
plain.sendall(b'unprotected')
print(other.recv(100))
attempt('recv after unwrap', c.recv, 1)
attempt('send after unwrap', s.version)
for suppress in (True, False):
    s, c = pair(suppress_ragged_eofs=suppress)
    s.sendall(b'last')
    s.close()
    print(suppress, c.suppress_ragged_eofs, c.recv(10))
    attempt('cut off', c.recv, 10)
    attempt('cut off', c.recv_into, bytearray(10))
    attempt('cut off', c.read, 10)
    s, c = pair(suppress_ragged_eofs=suppress)
    eventlet.spawn_after(0, s.unwrap)
    attempt('closed in order', c.recv, 10)
    c.close()
    s, c = pair(suppress_ragged_eofs=suppress)
    s.shutdown(socket.SHUT_RDWR)
    attempt('after shutdown', c.recv, 10)
    attempt('after own shutdown', s.recv, 10)
    s.close()
    for name, args in (('recv', (1,)), ('sendall', (b'x',)), ('read', (1,)), ('write', (b'x',)), ('getpeercert', ()), ('version', ()),
                       ('shutdown', (2,)), ('unwrap', ()), ('do_handshake', ())):
        attempt('closed: ' + name, getattr(s, name), *args)
