import eventlet
from eventlet import queue
q = eventlet.Queue()
print(q, q.empty(), q.full(), q.qsize(), q.maxsize)
for i in range(3):
    q.put(i)
print(q.qsize(), q.get(), q.get_nowait(), q.get(False), q.empty())
try:
    q.get_nowait()
except queue.Empty as e:
    print('Empty', e.args)
try:
    q.get(timeout=0.01)
except queue.Empty:
    print('Empty after timeout')
try:
    q.get(block=False)
except eventlet.queue.Empty:
    print('Empty')
b = queue.Queue(2)
b.put(1); b.put_nowait(2)
print(b.full(), repr(b).startswith('<Queue at '))
for f in (lambda: b.put_nowait(3), lambda: b.put(3, False), lambda: b.put(3, timeout=0.01), lambda: b.put(3, True, 0.01)):
    try:
        f()
    except queue.Full as e:
        print('Full', e.args)
print(b.qsize(), b.putting(), b.getting())
import queue as stdlib
print(queue.Full is stdlib.Full, queue.Empty is stdlib.Empty)
for size in (None, -1, 0, 5):
    print(size, queue.LightQueue(size).maxsize, queue.LightQueue(size).full())
