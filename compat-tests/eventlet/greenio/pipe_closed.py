# What can be done with a GreenPipe after it was closed, by itself or under a reader.
import os

import eventlet
from eventlet import greenio, hubs


def attempt(label, f, *args, **kwargs):
    try:
        print(label, repr(f(*args, **kwargs)).split(' object at ')[0])
    except BaseException as e:
        print(label, type(e).__name__, e)


r, w = os.pipe()
R, W = greenio.GreenPipe(r, 'rb', 0), greenio.GreenPipe(w, 'wb', 0)
R.close()
W.close()
for name, args in (('fileno', ()), ('flush', ()), ('isatty', ()), ('read', ()), ('read', (1,)), ('readinto', (bytearray(1),)), ('readline', ()),
                   ('readlines', ()), ('seek', (0,)), ('tell', ()), ('truncate', ()), ('write', (b'x',)), ('writelines', ([b'x'],)),
                   ('readable', ()), ('writable', ()), ('seekable', ()), ('__iter__', ()), ('__enter__', ())):
    attempt('raw ' + name, getattr(R, name), *args)
for mode, buffering in (('rb', -1), ('r', -1)):
    r, w = os.pipe()
    R = greenio.GreenPipe(r, mode, buffering)
    R.close()
    for name, args in (('fileno', ()), ('flush', ()), ('isatty', ()), ('read', ()), ('readline', ()), ('seek', (0,)), ('tell', ()), ('truncate', ()),
                       ('readable', ()), ('seekable', ()), ('__next__', ()), ('__enter__', ())):
        attempt(mode + ' ' + name, getattr(R, name), *args)
    os.close(w)


def wait(log, f, *args):
    try:
        log.append(f(*args))
    except BaseException as e:
        log.append((type(e).__name__, e.args))


# The number is handed out again while a reader and a writer wait: both end.
for how in ('read', 'readall', 'readinto'):
    r, w = os.pipe()
    R = greenio.GreenPipe(r, 'rb', 0)
    log = []
    g = eventlet.spawn(wait, log, getattr(R, how), *{'read': (1,), 'readall': (), 'readinto': (bytearray(1),)}[how])
    eventlet.sleep(0)
    hubs.notify_opened(r)
    eventlet.spawn_after(0, lambda: None)
    g.wait()
    print(how, log, R.closed)
    attempt('again', R.read, 1)
    os.close(r)
    os.close(w)
r, w = os.pipe()
W = greenio.GreenPipe(w, 'wb', 0)
log = []
g = eventlet.spawn(wait, log, W.write, b'x' * 1000000)
eventlet.sleep(0)
hubs.notify_opened(w)
eventlet.spawn_after(0, lambda: None)
g.wait()
print(log)
os.close(r)
# Errors of the operating system come out.
r, w = os.pipe()
W = greenio.GreenPipe(w, 'wb', 0)
os.close(r)
attempt('write', W.write, b'x')
attempt('nothing', W.write, b'')
attempt('text', W.write, 'text')
attempt('memory', W.write, memoryview(b''))
# A killed reader leaves the pipe usable.
r, w = os.pipe()
R = greenio.GreenPipe(r, 'rb', 0)
g = eventlet.spawn(R.read, 1)
eventlet.sleep(0)
g.kill()
os.write(w, b'later')
print(R.read(10))
with eventlet.Timeout(0.01, False):
    R.read(1)
    print('not reached')
os.write(w, b'still')
print(R.read(10), len(hubs.get_hub().get_readers()))
os.close(w)
print(R.read(10), R.readall(), R.read(-1), R.read())
