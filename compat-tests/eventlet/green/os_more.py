"""green.os: the rest of its surface, descriptors that are used again, files that are no pipes."""
import errno
import os as plain
import tempfile

import eventlet
from eventlet import hubs
from eventlet.green import builtin, os


def show(label, function, *args, **kw):
    try:
        print(label, function(*args, **kw))
    except Exception as e:
        print(label, 'raises', type(e).__name__, e.args)


folder = tempfile.mkdtemp()
path = plain.path.join(folder, 'f')
fd = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
print(oct(plain.stat(path).st_mode & 0o777), os.write(fd, b'12345'), plain.lseek(fd, 0, 0), os.read(fd, 3), os.read(fd, 10), os.read(fd, 10))
os.close(fd)
directory = os.open(folder, os.O_RDONLY)
fd = os.open('g', os.O_CREAT | os.O_WRONLY, dir_fd=directory)
print(os.listdir(folder), os.write(fd, bytearray(b'ab')), os.write(fd, memoryview(b'c')))
os.close(fd)
os.close(directory)
for call in (('open', path), ('open', path, 'r'), ('open', path, os.O_RDONLY, 'x'), ('open', None, 0), ('open', b'\0', 0), ('read', 'x', 1), ('read', 0.5, 1), ('write', 1, 'text'), ('write', 1, 5), ('waitpid', 'x', 0), ('fdopen', 1.5), ('fdopen', -1)):
    try:
        getattr(os, call[0])(*call[1:])
        print(call[0], 'nothing raised')
    except Exception as e:
        print(call[0], type(e).__name__)
show('closed read', os.read, 9999, 1)
show('child', lambda: os.waitpid(1 << 22, 0))
show('nohang', lambda: os.waitpid(-1, os.WNOHANG))
r, w = plain.pipe()
show('wrong end', os.read, w, 1)
show('wrong end', os.write, r, b'x')
plain.close(r)
show('nobody reads', os.write, w, b'x')
plain.close(w)
file = os.fdopen(os.open(path, os.O_RDWR), 'rb', 0)
print(type(file).__name__, file.read(), file.closed)
file.close()
r, w = plain.pipe()
reader, writer = os.fdopen(r, 'r'), os.fdopen(w, 'w')
g = eventlet.spawn(reader.readline)
eventlet.sleep(0)
writer.write('line\nmore')
writer.flush()
print(repr(g.wait()), writer.close(), repr(reader.read()), reader.close())

# A descriptor that was closed behind the back of its listener, and comes back from open(): the listener hears of it.
for opener in (lambda: os.open(path, os.O_RDONLY), lambda: builtin.open(path)):
    r, w = plain.pipe()
    plain.set_blocking(r, False)

    def wait():
        try:
            hubs.trampoline(r, read=True)
            return 'ready'
        except hubs.IOClosed as e:
            return 'IOClosed', e.errno

    g = eventlet.spawn(wait)
    eventlet.sleep(0)
    plain.close(r)
    again = opener()
    eventlet.sleep(0.01)  # The original tells listeners when a timer is due.
    with eventlet.Timeout(2, False):
        print('listener:', g.wait(), (again if isinstance(again, int) else again.fileno()) == r)
    plain.close(again) if isinstance(again, int) else again.close()
    plain.close(w)
print(sorted(os.__patched__), builtin.__patched__, os.getpid() == plain.getpid(), os.environ is plain.environ)
children = [os.fork() for x in range(1)]
if children[0] == 0:
    os._exit(5)
print(os.waitpid(children[0], 0)[1] >> 8)
