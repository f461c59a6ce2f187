from eventlet import queue
q = queue.PriorityQueue()
for x in (3, 1, 2, 1):
    q.put(x)
print(q.queue[0], [q.get() for _ in range(4)])
q = queue.PriorityQueue()
q.put((2, 'b')); q.put((1, 'a'))
print(q.get(), q.unfinished_tasks)
q = queue.LifoQueue(3)
for x in 'abc':
    q.put(x)
print(q.full(), q.get(), q.get(), q.get(), q.unfinished_tasks)
for _ in range(3):
    q.task_done()
q.join()
import eventlet
q = queue.PriorityQueue(1)
g = eventlet.spawn(lambda: [q.get() for _ in range(3)])
for x in (9, 8, 7):
    q.put(x)
print(g.wait())
print(isinstance(q, queue.Queue), isinstance(q, queue.LightQueue))
