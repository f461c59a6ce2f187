# Sockets take and give text; makefile reads lines of it.
import select
import socket
import struct
import thread
import threading

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(('127.0.0.1', 0))
server.listen(5)
address = server.getsockname()


def serve():
    conn, peer = server.accept()
    f = conn.makefile('r+b', 0)
    for line in f:
        if line.strip() == 'quit':
            break
        f.write('echo ' + line)
    f.close()
    conn.close()

thread.start_new_thread(serve, ())
client = socket.create_connection(address)
client.sendall('GET /\r\n')
print repr(client.recv(100))
client.send('two\nlines\n')
data = ''
while data.count('\n') < 2:
    data += client.recv(3)
print repr(data)
client.sendall('bytes \x00\xff\xe9\n')
got = client.recv(100)
print repr(got), len(got), [ord(c) for c in got[-4:-1]]
client.sendall('quit\n')
print repr(client.recv(10))
client.close()

a, b = socket.socketpair()
a.sendall(struct.pack('!HI', 7, 70000) + 'tail')
print struct.unpack('!HI', b.recv(6)), b.recv(4)
r, w, x = select.select([b], [a], [], 0)
print r == [], w == [a]
a.close()
print repr(b.recv(1))
u1 = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
u1.bind(('127.0.0.1', 0))
u2 = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
u2.sendto('datagram', u1.getsockname())
text, peer = u1.recvfrom(100)
print text, peer == ('127.0.0.1', u2.getsockname()[1])
try:
    socket.create_connection(('127.0.0.1', 1), 1)
except socket.error, e:
    print e[0], e.args[1], e.errno
s = socket.socket()
s.settimeout(0.01)
s.bind(('127.0.0.1', 0))
s.listen(1)
try:
    s.accept()
except socket.timeout, e:
    print 'timeout', e
try:
    s.accept()
except socket.error, (message):
    print 'error', message
print socket.inet_ntoa('\x7f\x00\x00\x01'), repr(socket.inet_aton('1.2.3.4')), socket.htons(1), socket.gethostbyname('127.0.0.1')
c = socket.socketpair()
f = c[0].makefile('w')
f.write('buffered')
f.flush()
print c[1].recv(20), f.closed
g = c[1].makefile('r')
c[0].sendall('line 1\nline 2\nrest')
f.close()
c[0].shutdown(socket.SHUT_WR)
print repr(g.readline()), repr(g.readline()), repr(g.read())
