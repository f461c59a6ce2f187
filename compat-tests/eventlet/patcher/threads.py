import eventlet
eventlet.monkey_patch()
import threading, time, queue
print(threading.current_thread().name)
log = []
def f(n):
    time.sleep(0.002 * n)
    log.append((n, threading.current_thread().name))
ts = [threading.Thread(target=f, args=(n,), name='t%d' % n) for n in (3, 1, 2)]
[t.start() for t in ts]
print(threading.active_count(), sorted(t.name for t in threading.enumerate()))
[t.join() for t in ts]
print(log, threading.active_count())
q = queue.Queue(2)
def worker():
    while True:
        x = q.get()
        if x is None:
            break
        log.append(x); q.task_done()
w = threading.Thread(target=worker); w.start()
for i in range(5):
    q.put(i)
q.join(); q.put(None); w.join()
print(log[-5:])
l = threading.local(); l.x = 1
def g():
    log.append(hasattr(l, 'x'))
t = threading.Thread(target=g); t.start(); t.join()
print(log[-1])
r = threading.RLock()
def h():
    with r:
        log.append('h')
with r:
    t = threading.Thread(target=h); t.start(); time.sleep(0.01); print(log[-1])
t.join(); print(log[-1])
from concurrent.futures import ThreadPoolExecutor, as_completed
with ThreadPoolExecutor(3) as ex:
    print(sorted(f.result() for f in as_completed([ex.submit(pow, 2, i) for i in range(5)])))
    f = ex.submit(lambda: 1 / 0)
    print(type(f.exception()).__name__)
import io, sys
err, sys.stderr = sys.stderr, io.StringIO()
t = threading.Thread(target=lambda: 1 / 0, name='failing'); t.start(); t.join()
text = sys.stderr.getvalue(); sys.stderr = err
print(text.splitlines()[0], text.splitlines()[-1])
