import eventlet
from eventlet import queue
q = queue.Queue()
q.join()
print('empty join returns')
done = []
def worker():
    while True:
        x = q.get()
        eventlet.sleep(0)
        done.append(x)
        q.task_done()
ws = [eventlet.spawn(worker) for _ in range(2)]
for i in range(6):
    q.put(i)
print(q.unfinished_tasks)
q.join()
print(sorted(done), q.unfinished_tasks)
try:
    q.task_done()
except ValueError as e:
    print(e)
q.put(1)
q.join()
print(len(done))
[w.kill() for w in ws]
q = queue.Queue()
q.put(1)
with eventlet.Timeout(0.01, False):
    q.join()
    print('no')
print(q.get(), q.unfinished_tasks)
q.task_done()
q.join()
print(hasattr(queue.LightQueue(), 'join'))
