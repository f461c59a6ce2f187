import eventlet
from eventlet.green import socket
l = eventlet.listen(('127.0.0.1', 0), backlog=200)
def echo(c):
    while True:
        d = c.recv(1024)
        if not d:
            break
        c.sendall(d)
    c.close()
def server():
    while True:
        c, _ = l.accept()
        eventlet.spawn_n(echo, c)
s = eventlet.spawn(server)
def client(i):
    c = eventlet.connect(l.getsockname())
    total = 0
    for k in range(5):
        m = b'%d/%d' % (i, k)
        c.sendall(m)
        total += c.recv(100) == m
    c.close()
    return total
pool = eventlet.GreenPool(50)
print(sum(pool.imap(client, range(100))))
s.kill()
l.close()
