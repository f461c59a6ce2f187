# FileProxy, SocketConsole and backdoor by themselves, and a server whose listener fails.
import errno
import io
import sys

import eventlet
from eventlet import backdoor
from eventlet.green import socket


class File(io.StringIO):
    def __init__(self, error=None):
        io.StringIO.__init__(self, 'one\r\ntwo\r\n')
        self.error = error
        self.log = []

    def write(self, data):
        if self.error:
            raise self.error
        self.log.append(data)

    def flush(self):
        self.log.append('flush')


f = File()
p = backdoor.FileProxy(f)
print(p.isatty(), p.flush(), p.write('x'), f.log, repr(p.readline()), repr(p.readline(2)), p.f is f, p.seekable())
print(backdoor.FileProxy(File(OSError(errno.EPIPE, 'gone'))).write('x'))
for error in (OSError(errno.EBADF, 'bad'), ValueError('closed')):
    try:
        backdoor.FileProxy(File(error)).write('x')
    except Exception as e:
        print(type(e).__name__, e)
try:
    p.no_such_thing
except AttributeError as e:
    print('AttributeError', e)


class Listener(object):
    family = socket.AF_UNIX

    def __init__(self, *results):
        self.results = list(results)

    def getsockname(self):
        return 'name'

    def accept(self):
        result = self.results.pop(0)
        raise result

    def close(self):
        print('closed')


for results in ((OSError(errno.EPIPE, 'client gone'), OSError(errno.EBADF, 'listener gone')), (KeyError('k'),), (eventlet.greenlet.GreenletExit(),) if hasattr(eventlet, 'greenlet') else (OSError('x'),)):
    try:
        print(backdoor.backdoor_server(Listener(*results)))
    except BaseException as e:
        print(type(e).__name__, e)

# backdoor alone, on a connection; the names are those of a dictionary of its own.
a, b = socket.socketpair()
print(backdoor.backdoor((a, ''), None))
w = b.makefile('rw', newline='')
text = ''
while not text.endswith('>>> '):
    text += w.read(1)
w.write('x = 6 * 7\nprint(x, __name__)\n')
w.flush()
text = w.read(4)
print(repr(text))
text = ''
while not text.endswith('>>> '):
    text += w.read(1)
print(repr(text))
b.shutdown(socket.SHUT_WR)
eventlet.sleep(0.01)
print(repr(w.read(1)))
print(sys.ps1, sys.ps2, issubclass(backdoor.SocketConsole, eventlet.greenthread.greenlet.greenlet))
