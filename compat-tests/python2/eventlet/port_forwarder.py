# A port forwarder: two pumps for each connection.
import eventlet


def closed_callback():
    events.append('closed')


def forward(source, dest, cb=lambda: None):
    """Forwards bytes unidirectionally from source to dest"""
    while True:
        d = source.recv(32384)
        if d == '':
            cb()
            break
        dest.sendall(d)


def forwarder(listener, target):
    while True:
        client, addr = listener.accept()
        server = eventlet.connect(target)
        eventlet.spawn_n(forward, client, server, closed_callback)
        eventlet.spawn_n(forward, server, client)


def reverse(listener):
    while True:
        sock, addr = listener.accept()
        eventlet.spawn_n(answer, sock)


def answer(sock):
    while True:
        data = sock.recv(10000)
        if not data:
            break
        sock.sendall(data[::-1])

events = []
backend = eventlet.listen(('127.0.0.1', 0))
front = eventlet.listen(('127.0.0.1', 0))
eventlet.spawn_n(reverse, backend)
eventlet.spawn_n(forwarder, front, backend.getsockname())
c = eventlet.connect(front.getsockname())
c.sendall('stressed')
print c.recv(100)
c.sendall(''.join(map(chr, range(256))))
got = ''
while len(got) < 256:
    got += c.recv(1000)
print got == ''.join(map(chr, range(255, -1, -1)))
c.close()
eventlet.sleep(0.02)
print events
