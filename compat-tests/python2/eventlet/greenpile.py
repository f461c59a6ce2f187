# GreenPile over raw sockets, with text both ways.
import eventlet
from eventlet.green import socket


def server(sock):
    while True:
        conn, peer = sock.accept()
        eventlet.spawn_n(answer, conn)


def answer(conn):
    request = conn.recv(1024)
    if request.startswith('GET '):
        conn.sendall('HTTP/1.0 200 OK\r\n\r\n<html>%s</html>' % request.split()[1])
    conn.close()

listener = eventlet.listen(('127.0.0.1', 0))
eventlet.spawn_n(server, listener)


def geturl(path):
    c = socket.socket()
    ip = socket.gethostbyname('127.0.0.1')
    c.connect((ip, listener.getsockname()[1]))
    connected.append(path)
    c.sendall('GET %s\r\n\r\n' % path)
    return c.recv(1024)

connected = []
paths = ['/one', '/two', '/three']
pile = eventlet.GreenPile()
for x in paths:
    pile.spawn(geturl, x)
for path, result in zip(paths, pile):
    print '%s: %s' % (path, repr(result)[:60])
print sorted(connected)
try:
    c = socket.socket()
    c.connect(('127.0.0.1', 1))
except socket.error, (code, message):
    print code, message
