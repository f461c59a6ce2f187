# GreenPipe on files by name, by number and by file object: positions, truncation, both directions.
import io
import os
import pathlib
import tempfile

from eventlet import greenio

path = os.path.join(tempfile.mkdtemp(), 'file')


def attempt(label, f, *args, **kwargs):
    try:
        print(label, repr(f(*args, **kwargs)))
    except BaseException as e:
        print(label, type(e).__name__, str(e).replace(path, 'PATH'))


with greenio.GreenPipe(path, 'wb') as f:
    print(type(f).__name__, type(f.raw).__name__)
    print(f.write(b'0123456789'), f.seekable(), f.readable(), f.writable(), f.tell())
    attempt('read', f.read)
with greenio.GreenPipe(path, 'rb') as f:
    print(f.read(3), f.tell(), f.seek(5), f.read(2), f.seek(-2, 2), f.read(), f.read(), f.seek(0, 1))
    attempt('write', f.write, b'x')
    attempt('negative', f.seek, -1)
    attempt('whence', f.seek, 0, 9)
    buffer = bytearray(4)
    print(f.seek(0), f.readinto(buffer), buffer, f.peek(1)[:1])
with greenio.GreenPipe(path, 'rb', 0) as f:
    print(type(f).__name__, f.read(2), f.seek(4), f.readall(), f.seek(8), f.read(), f.seek(0), f.read(-1))
    buffer = bytearray(3)
    print(f.seek(8), f.readinto(buffer), buffer, f.readinto(buffer), f.readinto(memoryview(buffer)[:0]))
    attempt('seek', f.seek, -1)
    attempt('truncate', f.truncate, 3)
    attempt('write', f.write, b'x')
    print(f.seekable(), f.seekable(), f.isatty(), f.readable(), f.writable(), f.closed)
with greenio.GreenPipe(path, 'ab') as f:
    f.write(b'abc')
    print(f.writable(), f.readable())
with greenio.GreenPipe(path, 'r+b') as f:
    print(type(f).__name__, f.read(2), f.write(b'XY'), f.seek(0), f.read(), f.truncate(5), f.seek(0), f.read())
with greenio.GreenPipe(path, 'r+b', 0) as f:
    print(f.read(1), f.write(b'ZZ'), f.seek(0, 1), f.truncate(), f.seek(0), f.read(), f.truncate(6), f.seek(0), f.read())
    attempt('negative', f.truncate, -5)
with greenio.GreenPipe(path, 'w+b') as f:
    print(f.write(b'new'), f.seek(0), f.read(), f.readable(), f.writable())
attempt('x', greenio.GreenPipe, path, 'x')
attempt('missing', greenio.GreenPipe, path + '.no', 'r')
attempt('directory', greenio.GreenPipe, '/tmp', 'w')
with greenio.GreenPipe(path, 'w') as f:
    print(f.write('line 1\nline 2\n'), f.tell())
with greenio.GreenPipe(path) as f:
    print(f.readline(), f.tell() > 0, f.seek(0), f.readlines(), f.mode)
with greenio.GreenPipe(pathlib.Path(path)) as f:
    print(f.read(3))
attempt('bytes path', lambda: greenio.GreenPipe(os.fsencode(path)).close())
for thing in (1.5, [], None, object, {}):
    attempt(str(thing)[:10], greenio.GreenPipe, thing)

# A file object gives its descriptor up.
f = open(path)
p = greenio.GreenPipe(f)
print(f.closed, p.read(4), p.fileno() >= 0)
p.close()
print(p.closed)
s = io.StringIO('no descriptor')
attempt('StringIO', greenio.GreenPipe, s)
fd = os.open(path, os.O_RDONLY)
p = greenio.GreenPipe(fd, 'r')
print(p.fileno() == fd, p.read(6))
p.close()
attempt('closed number', os.fstat, fd)
attempt('a number that is not open', greenio.GreenPipe, 12345)
attempt('negative number', greenio.GreenPipe, -1)
fd = os.open(path, os.O_RDONLY)
p = greenio.GreenPipe(fd, 'wb', 0)
attempt('not for writing', p.write, b'x')
p.close()
p = greenio.GreenPipe(os.open(path, os.O_WRONLY), 'rb', 0)
attempt('not for reading', p.read, 1)
attempt('not for reading', p.readall)
attempt('not for reading', p.readinto, bytearray(2))
p.close()
p = greenio.GreenPipe(os.open(path, os.O_RDONLY), 'rb', 0)
os.close(p.fileno())
for name, args in (('read', (1,)), ('readall', ()), ('isatty', ()), ('seek', (0,)), ('truncate', (3,)), ('seekable', ()), ('close', ()), ('close', ())):
    attempt('closed behind its back: ' + name, getattr(p, name), *args)
