import eventlet
from eventlet.green import Queue
q = Queue.Queue()
print(q.maxsize, Queue.Queue(3).maxsize, Queue.Queue(0).maxsize, Queue.__all__)
q.put(1); print(q.get(), q.empty())
try:
    q.get_nowait()
except Queue.Empty:
    print('Empty')
q = Queue.Queue(1); q.put(1)
try:
    q.put_nowait(2)
except Queue.Full:
    print('Full')
p = Queue.PriorityQueue(); [p.put(x) for x in (3, 1)]; print(p.get(), p.get())
l = Queue.LifoQueue(); [l.put(x) for x in (3, 1)]; print(l.get(), l.get())
import eventlet.queue
print(isinstance(q, eventlet.queue.Queue))
