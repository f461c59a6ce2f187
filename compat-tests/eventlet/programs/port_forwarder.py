import eventlet
def forward(source, dest, done=lambda: None):
    while True:
        d = source.recv(32384)
        if d == b'':
            done()
            break
        dest.sendall(d)
def closer(*socks):
    n = [0]
    def done():
        n[0] += 1
        if n[0] == 2:
            for s in socks:
                s.close()
    return done
backend = eventlet.listen(('127.0.0.1', 0))
def echo(c, a):
    while True:
        d = c.recv(1000)
        if not d:
            break
        c.sendall(d[::-1])
front = eventlet.listen(('127.0.0.1', 0))
eventlet.spawn(eventlet.serve, backend, echo)
def proxy():
    while True:
        c, _ = front.accept()
        s = eventlet.connect(backend.getsockname())
        d = closer(c, s)
        eventlet.spawn_n(forward, c, s, d)
        eventlet.spawn_n(forward, s, c, d)
eventlet.spawn(proxy)
def client(i):
    c = eventlet.connect(front.getsockname())
    c.sendall(b'client %d' % i)
    return c.recv(100)
print(list(eventlet.GreenPool().imap(client, range(10))))
