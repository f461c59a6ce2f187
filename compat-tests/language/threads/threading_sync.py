import threading, time
e = threading.Event()
print(e.is_set(), e.wait(0.01))
threading.Timer(0.05, e.set).start()
print(e.wait(5), e.is_set(), e.clear(), e.is_set())
c = threading.Condition()
items, got = [], []
def consumer():
    with c:
        while not items: c.wait()
        got.append(items.pop(0))
ts = [threading.Thread(target=consumer) for _ in range(3)]
[t.start() for t in ts]
for i in range(3):
    with c:
        items.append(i); c.notify()
[t.join() for t in ts]
print(sorted(got))
with c: print(c.wait(0.01), c.wait_for(lambda: True), c.wait_for(lambda: False, 0.02), c.notify_all())
s = threading.Semaphore(2)
print(s.acquire(), s.acquire(blocking=False), s.acquire(blocking=False), s.acquire(timeout=0.01), s.release(2), s.acquire())
with threading.BoundedSemaphore(1) as b: print(b)
b = threading.Barrier(3, action=lambda: got.append('action'), timeout=5)
ranks = []
def at_barrier(): ranks.append(b.wait())
got.clear()
ts = [threading.Thread(target=at_barrier) for _ in range(3)]
[t.start() for t in ts]; [t.join() for t in ts]
print(sorted(ranks), got, b.parties, b.n_waiting, b.broken)
b.abort()
try:
    b.wait()
except threading.BrokenBarrierError as x:
    print('broken', b.broken)
b.reset()
print(b.broken)
import queue
q = queue.Queue(2)
q.put(1); q.put(2)
for f in (lambda: q.put(3, block=False), lambda: q.put(3, timeout=0.01), lambda: (q.get(), q.get(), q.get_nowait()), lambda: q.get(timeout=0.01), lambda: q.put(1, timeout=-1), lambda: q.task_done() or q.task_done() or q.task_done()):
    try:
        print(f())
    except Exception as x:
        print(type(x).__name__, x)
print(q.qsize(), q.empty(), q.full(), q.maxsize)
q = queue.Queue()
done = []
def worker():
    while True:
        x = q.get()
        if x is None: break
        done.append(x * x)
        q.task_done()
ts = [threading.Thread(target=worker) for _ in range(3)]
[t.start() for t in ts]
for i in range(50): q.put(i)
q.join()
for _ in ts: q.put(None)
[t.join() for t in ts]
print(sum(done))
l, p, sq = queue.LifoQueue(), queue.PriorityQueue(), queue.SimpleQueue()
for x in (3, 1, 2): l.put(x); p.put(x); sq.put(x)
print([l.get() for _ in range(3)], [p.get() for _ in range(3)], [sq.get() for _ in range(3)], sq.empty(), sq.qsize())
for f in (lambda: sq.get_nowait(), lambda: sq.get(timeout=0.01), lambda: sq.get(timeout=-1)):
    try:
        f()
    except Exception as x:
        print(type(x).__name__, x)
threading.Timer(0.05, lambda: sq.put('late')).start()
print(sq.get(timeout=5))
from concurrent.futures import *
with ThreadPoolExecutor(3, thread_name_prefix='pool') as ex:
    print(list(ex.map(lambda x: x * 2, range(5))), ex.submit(pow, 2, 3).result(), ex.submit(lambda: threading.current_thread().name).result().startswith('pool_'))
    f = ex.submit(lambda: 1 / 0)
    try:
        f.result()
    except ZeroDivisionError as x:
        print(x, repr(f.exception()), f.done(), f.cancelled(), f.running())
    fs = [ex.submit(time.sleep, 0.01 * i) for i in range(3)]
    print(len(wait(fs).done), len(list(as_completed(fs))), wait(fs, return_when=FIRST_COMPLETED).not_done == set())
    f = ex.submit(time.sleep, 0.3)
    try:
        f.result(timeout=0.01)
    except TimeoutError as x:
        print(type(x).__name__)
    f.add_done_callback(lambda f: done.append('callback'))
    try:
        list(ex.map(int, ['1', 'x']))
    except ValueError as x:
        print(x)
print(done[-1])
try:
    ex.submit(print)
except RuntimeError as x:
    print(x)
f = Future()
print(f.cancel(), f.cancelled(), f.set_running_or_notify_cancel())
try:
    f.result()
except CancelledError as x:
    print(type(x).__name__)
import contextvars
v = contextvars.ContextVar('v', default='d')
v.set('main')
def show(): got.append(v.get())
got.clear()
t = threading.Thread(target=show); t.start(); t.join()
ctx = contextvars.copy_context()
t = threading.Thread(target=ctx.run, args=(show,)); t.start(); t.join()
print(got)
