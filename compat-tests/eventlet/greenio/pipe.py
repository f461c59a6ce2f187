import os, eventlet
from eventlet import greenio
r, w = os.pipe()
R, W = greenio.GreenPipe(r, 'rb'), greenio.GreenPipe(w, 'wb')
def writer():
    for i in range(3):
        W.write(b'line %d\n' % i)
        W.flush()
        eventlet.sleep(0.001)
    W.close()
g = eventlet.spawn(writer)
print(R.readline(), R.read())
R.close()
print(R.closed, W.closed)
r, w = os.pipe()
R, W = greenio.GreenPipe(r, 'r'), greenio.GreenPipe(w, 'w')
print(R.mode, W.mode, type(R).__name__, R.encoding == W.encoding)
W.write('text\nmore\n'); W.flush()
print(repr(R.readline()), repr(R.readline()))
g = eventlet.spawn(R.read)
eventlet.sleep(0)
W.write('end'); W.close()
print(g.wait())
R.close()
r, w = os.pipe()
W = greenio.GreenPipe(w, 'wb', 0)
R = greenio.GreenPipe(r, 'rb', 0)
big = b'x' * 300000
g = eventlet.spawn(W.write, big)
n = 0
while n < len(big):
    n += len(R.read(50000))
print(n, g.wait())
W.close()
print(R.read(10), R.readall())
try:
    W.write(b'x')
except ValueError as e:
    print('ValueError', e)
W.close()
with greenio.GreenPipe(os.dup(r), 'rb') as p:
    print(p.readable(), p.writable(), p.seekable(), p.fileno() > 0, p.isatty())
