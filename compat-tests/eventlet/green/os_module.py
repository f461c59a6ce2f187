import os as plain, eventlet
from eventlet.green import os
print(sorted(os.__patched__), os.path is plain.path, os.getcwd() == plain.getcwd(), os.O_RDONLY == plain.O_RDONLY)
r, w = plain.pipe()
plain.set_blocking(r, False); plain.set_blocking(w, False)
g = eventlet.spawn(os.read, r, 10)
eventlet.sleep(0)
print(os.write(w, b'hello'), g.wait())
big = b'x' * 200000
def writer():
    n = 0
    while n < len(big):
        n += os.write(w, big[n:])
    return n
g = eventlet.spawn(writer)
n = 0
while n < len(big):
    n += len(os.read(r, 65536))
print(n, g.wait())
for f in (lambda: os.read(9999, 1), lambda: os.write(9999, b'x'), lambda: os.fdopen('x'), lambda: os.fdopen(9999),
          lambda: os.waitpid(-1, 0), os.wait, lambda: os.open('/no/such/file', os.O_RDONLY)):
    try:
        f()
    except (OSError, TypeError) as e:
        print(type(e).__name__, e)
R, W = os.fdopen(r, 'rb'), os.fdopen(w, 'wb')
g = eventlet.spawn(R.read)
eventlet.sleep(0)
W.write(b'through green files'); W.close()
print(g.wait())
import tempfile
from pathlib import Path
p = Path(tempfile.mkdtemp()) / 'f'
fd = os.open(p, os.O_CREAT | os.O_RDWR)
print(os.write(fd, b'abc'), plain.path.getsize(str(p)))
plain.close(fd)
