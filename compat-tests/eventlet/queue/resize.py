import eventlet
from eventlet import queue
q = queue.Queue(1)
q.put(0)
puts = []
def p(i):
    q.put(i); puts.append(i)
gs = [eventlet.spawn(p, i) for i in (1, 2, 3)]
eventlet.sleep(0)
print(q.putting(), puts)
q.resize(3)
eventlet.sleep(0)
print(q.qsize(), q.putting(), len(puts), q.maxsize)
q.resize(None)
eventlet.sleep(0)
print(q.qsize(), q.putting(), q.maxsize, q.full())
q.resize(2)
print(q.full(), q.qsize())
