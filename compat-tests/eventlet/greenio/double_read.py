import re, eventlet
from eventlet.green import socket
a, b = socket.socketpair()
def reader(s):
    try:
        return s.recv(10)
    except RuntimeError as e:
        return re.sub('<[^>]*>+', '<...>', str(e).split(' - MY')[0]).replace(str(b.fileno()), 'N')
g = eventlet.spawn(reader, b)
eventlet.sleep(0)
print(reader(b))
a.send(b'first one gets it')
print(g.wait())
# a reader and a writer at once are fine
def fill():
    n = 0
    with eventlet.Timeout(0.02, False):
        while True:
            n += b.send(b'x' * 65536)
    return n > 0
r = eventlet.spawn(reader, b)
w = eventlet.spawn(fill)
print(w.wait())
a.send(b'both')
print(r.wait())
l = socket.socket(); l.bind(('127.0.0.1', 0)); l.listen(5)
g = eventlet.spawn(l.accept)
eventlet.sleep(0)
try:
    l.accept()
except RuntimeError as e:
    print('RuntimeError', str(e)[:24])
c = socket.create_connection(l.getsockname())
print(type(g.wait()[0]).__name__)
