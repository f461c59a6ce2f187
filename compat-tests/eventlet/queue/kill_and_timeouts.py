import eventlet
from eventlet import queue
q = queue.LightQueue()
a = eventlet.spawn(q.get)
b = eventlet.spawn(q.get)
eventlet.sleep(0)
q.put('x')
a.kill()
print(b.wait(), q.getting(), q.qsize())
q = queue.LightQueue(0)
s = eventlet.spawn(q.put, 1)
t = eventlet.spawn(q.put, 2)
eventlet.sleep(0)
s.kill()
print(q.putting(), q.get())
def late():
    with eventlet.Timeout(0.01, False):
        return q.get()
    return 'timed out'
g = eventlet.spawn(late)
print(g.wait(), q.getting())
q.put
h = eventlet.spawn(q.get)
eventlet.sleep(0)
q.put('delivered')
print(h.wait())
try:
    q.get(timeout=0.01)
except queue.Empty:
    print('Empty', q.getting())
