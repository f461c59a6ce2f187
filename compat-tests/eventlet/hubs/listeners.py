import os, eventlet
from eventlet import hubs
from eventlet.hubs import hub as hm
hub = hubs.get_hub()
r, w = os.pipe()
fired = []
l = hub.add(hub.READ, r, fired.append, None, None)
print(type(l).__name__, l.evtype, l.fileno == r, l.spent, hub.READ, hub.WRITE)
os.write(w, b'x')
eventlet.sleep(0.01)
print(len(fired) >= 1, fired[0] == r)
hub.remove(l)
print(len(hub.get_readers()))
n = len(fired)
eventlet.sleep(0.01)
print(len(fired) == n)
try:
    hm.FdListener('bad', 1, None, None, None)
except AssertionError:
    print('AssertionError')
def cb(fileno): pass
def tb(exc): pass
print(hm.FdListener(hm.READ, 3, 1, 2, None), hm.noop.evtype)
