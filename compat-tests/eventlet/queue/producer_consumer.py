import eventlet
from eventlet import queue
q = queue.Queue(5)
results = []
def consumer():
    while True:
        item = q.get()
        if item is None:
            return
        results.append(item * item)
def producer(base):
    for i in range(50):
        q.put(base + i)
        if i % 7 == 0:
            eventlet.sleep(0)
cs = [eventlet.spawn(consumer) for _ in range(4)]
ps = [eventlet.spawn(producer, b) for b in (0, 100, 200)]
[p.wait() for p in ps]
for _ in cs:
    q.put(None)
[c.wait() for c in cs]
print(len(results), sum(results), q.qsize(), q.getting(), q.putting())
