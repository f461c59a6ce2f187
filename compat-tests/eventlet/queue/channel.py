import eventlet
from eventlet import queue
c = queue.LightQueue(0)
log = []
print(c.full(), c.empty(), c)
def sender():
    for i in range(3):
        log.append('sending %d' % i)
        c.put(i)
        log.append('sent %d' % i)
s = eventlet.spawn(sender)
eventlet.sleep(0)
print(log, c.putting(), c.qsize())
print(c.get())
eventlet.sleep(0)
print(c.get(), c.get())
s.wait()
print(log)
try:
    c.put_nowait(1)
except queue.Full:
    print('Full')
g = eventlet.spawn(c.get)
eventlet.sleep(0)
c.put_nowait('passed')
print(g.wait())
try:
    c.put('nobody', timeout=0.01)
except queue.Full:
    print('Full after timeout', c.putting())
