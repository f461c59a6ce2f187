import eventlet
from eventlet.green import threading
log = []
def f(n):
    eventlet.sleep(0.05 * n)
    log.append(n)
ts = [threading.Thread(target=f, args=(n,)) for n in (3, 1, 2)]
[t.start() for t in ts]
print([t.is_alive() for t in ts], threading.active_count())
[t.join() for t in ts]
print(log, [t.is_alive() for t in ts], threading.active_count())
l = threading.Lock()
print(type(l).__name__, type(threading.RLock()).__name__, type(threading.local()).__name__)
r = threading.RLock()
with r:
    with r:
        got = []
        t = threading.Thread(target=lambda: got.append(r.acquire(blocking=False)))
        t.start(); t.join()
print(got, r.acquire(blocking=False))
e = threading.Event()
t = threading.Thread(target=lambda: log.append(e.wait()))
t.start(); eventlet.sleep(0); e.set(); t.join()
print(log[-1], e.wait(0))
c = threading.Condition()
def consumer():
    with c:
        while not items:
            c.wait()
        log.append(items.pop())
items = []
t = threading.Thread(target=consumer); t.start()
eventlet.sleep(0)
with c:
    items.append('x'); c.notify()
t.join()
print(log[-1])
s = threading.Semaphore(1); s.acquire(); print(s.acquire(blocking=False), s.acquire(timeout=0.01)); s.release()
b = threading.Barrier(2)
r = []
ts = [threading.Thread(target=lambda: r.append(b.wait())) for _ in range(2)]
[t.start() for t in ts]; [t.join() for t in ts]
print(sorted(r))
tm = threading.Timer(0.01, log.append, ['timer']); tm.start(); tm.join()
print(log[-1])
tm = threading.Timer(5, log.append, ['never']); tm.start(); tm.cancel(); tm.join()
print(log[-1])
t = threading.Thread(target=eventlet.sleep, args=(5,), daemon=True); t.start(); t.join(0.01)
print(t.is_alive())
for bad in (lambda: t.start(), lambda: threading.Thread().join()):
    try:
        bad()
    except RuntimeError as x:
        print(x)
