# Green sockets at work: timeouts, errors, big data, makefile's reads, dup.
import errno
import eventlet
from eventlet.green import socket

server = eventlet.listen(('127.0.0.1', 0))
accepted = []


def accept():
    while True:
        accepted.append(server.accept()[0])

eventlet.spawn_n(accept)
c = eventlet.connect(server.getsockname())
eventlet.sleep(0.01)
s = accepted.pop()
c.settimeout(0.01)
try:
    c.recv(1)
except socket.timeout, e:
    print 'timeout:', e
c.settimeout(None)
big = '0123456789' * 100000
eventlet.spawn_n(s.sendall, big)
received = []
total = 0
while total < len(big):
    data = c.recv(65536)
    received.append(data)
    total += len(data)
print total, ''.join(received) == big
f = c.makefile('rb')
s.sendall('12345line one\nline two\nlast')
s.shutdown(socket.SHUT_WR)
print f.read(5), repr(f.readline()), f.readlines(), repr(f.read())
print c.send('x'), s.recv(5), c.getpeername() == server.getsockname(), c.fileno() > 0
d = c.dup()
c.close()
f.close()
d.sendall('by the copy')
print s.recv(100)
d.close()
print repr(s.recv(10))
try:
    c.send('closed')
except socket.error, e:
    print e[0] == errno.EBADF, errno.errorcode[e.errno]
u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
u.bind(('127.0.0.1', 0))
u.sendto('to myself', u.getsockname())
print u.recvfrom(100)[0]
buf = bytearray(5)
u.sendto('into', u.getsockname())
n = u.recv_into(buf)
print n, str(buf[:n]), u.type == socket.SOCK_DGRAM
try:
    eventlet.connect(('127.0.0.1', 1))
except socket.error, e:
    print e
