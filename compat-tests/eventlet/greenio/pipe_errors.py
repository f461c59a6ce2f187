import os, eventlet
from eventlet import greenio
r, w = os.pipe()
for args in ((r, 'q'), (r, 'rw'), (r, 'rbt'), (1.5,), ([],)):
    try:
        greenio.GreenPipe(*args)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
try:
    greenio.GreenPipe(r, 'r+')
except OSError as e:
    print(type(e).__name__, e)
r, w = os.pipe()
f = os.fdopen(r, 'rb')
p = greenio.GreenPipe(f, 'rb')
print(f.closed, p.fileno() != r)
W = greenio.GreenPipe(w, 'wb', 0)
p.close()
try:
    W.write(b'nobody reads')
except OSError as e:
    print(type(e).__name__, e)
try:
    p.read(1)
except ValueError as e:
    print(e)
W.close()
r, w = os.pipe()
W, R = greenio.GreenPipe(w, 'wb', 0), greenio.GreenPipe(r, 'rb', 0)
with eventlet.Timeout(0.01, False):
    R.read(1)
    print('no')
with eventlet.Timeout(0.01, False):
    while True:
        W.write(b'x' * 65536)
print('done', len(R.read(10)))
try:
    R.seek(0)
except OSError as e:
    print(type(e).__name__, e)
