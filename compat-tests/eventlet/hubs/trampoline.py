import os, eventlet
from eventlet import hubs
r, w = os.pipe()
g = eventlet.spawn(hubs.trampoline, r, read=True)
eventlet.sleep(0)
os.write(w, b'x')
g.wait()
print('readable')
hubs.trampoline(w, write=True)
print('writable')
os.read(r, 1)
try:
    hubs.trampoline(r, read=True, timeout=0.01)
except eventlet.Timeout as e:
    print('Timeout', type(e).__name__)
try:
    hubs.trampoline(r, read=True, timeout=0.01, timeout_exc=ValueError('mine'))
except ValueError as e:
    print('ValueError', e)
try:
    hubs.trampoline(r, read=True, timeout=0.01, timeout_exc=KeyError)
except KeyError as e:
    print('KeyError', e.args)
try:
    hubs.trampoline(r, read=True, write=True)
except AssertionError as e:
    print(e)
class F(object):
    def fileno(self):
        return w
hubs.trampoline(F(), write=True)
closed = []
def wait():
    try:
        hubs.trampoline(r, read=True, mark_as_closed=lambda: closed.append(True))
    except hubs.IOClosed as e:
        return type(e).__name__, e.errno, e.strerror
g = eventlet.spawn(wait)
eventlet.sleep(0)
hubs.notify_opened(r)
eventlet.sleep(0); eventlet.sleep(0)
print(g.wait(), closed)
hubs.notify_close(r)
print(issubclass(hubs.IOClosed, OSError))
hub = hubs.get_hub()
print(len(hub.get_readers()), len(hub.get_writers()))
for bad in (-1, 99999):
    try:
        hubs.trampoline(bad, read=True, timeout=0.05)
    except (OSError, ValueError) as e:
        print(type(e).__name__, e)
