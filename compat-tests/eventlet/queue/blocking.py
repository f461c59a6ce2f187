import eventlet
from eventlet import queue
q = queue.Queue(1)
log = []
def producer():
    for i in range(4):
        q.put(i)
        log.append('put %d' % i)
def consumer():
    for i in range(4):
        log.append('got %d' % q.get())
p, c = eventlet.spawn(producer), eventlet.spawn(consumer)
p.wait(); c.wait()
print(sorted(log), q.qsize())
got = []
def getter(i):
    got.append((i, q.get()))
gs = [eventlet.spawn(getter, i) for i in range(3)]
eventlet.sleep(0)
print(q.getting())
for i in 'abc':
    q.put(i)
[g.wait() for g in gs]
print(sorted(x for _, x in got), q.getting())
