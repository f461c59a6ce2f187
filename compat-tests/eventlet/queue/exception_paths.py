import eventlet
from eventlet import queue
def attempt(f, *a, **k):
    try:
        print('ok', f(*a, **k))
    except BaseException as e:
        print(type(e).__name__, str(e)[:100])
print(sorted(queue.__all__))
for cls in (queue.LightQueue, queue.Queue, queue.PriorityQueue, queue.LifoQueue):
    print(cls.__name__)
    q = cls(2)
    attempt(q.get, False); attempt(q.get_nowait); attempt(q.get, True, 0.01); attempt(q.get, timeout=0.001)
    attempt(q.put, 1); attempt(q.put, 2); attempt(q.put, 3, False); attempt(q.put_nowait, 3); attempt(q.put, 3, timeout=0.01); attempt(q.put, 3, True, 0)
    print(q.qsize(), q.full(), q.empty(), q.maxsize, q.putting(), q.getting(), bool(q))
    attempt(q.resize, 5); attempt(q.put, 3); print(q.qsize(), q.full())
    attempt(q.resize, 1); attempt(q.resize, None); attempt(q.resize, -1)
    print(q.maxsize, q.full())
    attempt(q.get); attempt(q.get, timeout=1)
    print(str(q)[:20].split(' at')[0])
    attempt(cls, 'x'); attempt(cls, -1); attempt(cls, 0); attempt(cls, None)
q = queue.LightQueue(0)
g = eventlet.spawn(q.put, 'handed')
eventlet.sleep(0)
print(q.putting(), q.qsize(), q.full(), q.get(), g.wait(), q.putting())
g = eventlet.spawn(q.get)
eventlet.sleep(0)
print(q.getting(), q.put('to a getter'), g.wait())
attempt(q.put, 1, False); attempt(q.get, False)
q = queue.Queue()
attempt(q.task_done)
q.put(1); q.put(2)
w = eventlet.spawn(q.join)
q.get(); q.task_done(); eventlet.sleep(0); print(w.dead)
q.get(); q.task_done(); eventlet.sleep(0.001); print(w.dead, q.unfinished_tasks)
attempt(q.task_done)
attempt(q.join)
print(queue.Full.__mro__[1].__module__, queue.Empty is __import__('queue').Empty)
q = queue.Queue(1)
gs = [eventlet.spawn(q.put, i) for i in range(4)]
eventlet.sleep(0); print(q.putting(), q.qsize())
gs[2].kill(); q.resize(3); eventlet.sleep(0); print(q.putting(), q.qsize(), [q.get() for i in range(3)])

q = queue.PriorityQueue()
q.put((2, 'b')); q.put((1, 'z')); q.put((1, 'a'))
print([q.get() for i in range(3)])

q = queue.LifoQueue()
[q.put(i) for i in range(3)]; print([q.get() for i in range(3)])
