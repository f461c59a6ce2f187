import threading, time, sys, _thread
out = []
lock = threading.Lock()
def work(n, k=0):
    with lock: out.append(n + k)
ts = [threading.Thread(target=work, args=(i,), kwargs={'k': 100}, name='w%d' % i) for i in range(5)]
for t in ts: t.start()
for t in ts: t.join()
print(sorted(out), [t.name for t in ts], [t.is_alive() for t in ts], ts[0].daemon, ts[0].ident is not None, ts[0].native_id is not None, repr(ts[0]).split(' ')[0].split('(')[0], 'stopped' in repr(ts[0]))
print(threading.current_thread() is threading.main_thread(), threading.main_thread().name, threading.active_count(), [t.name for t in threading.enumerate()], threading.get_ident() == threading.main_thread().ident, threading.get_native_id() > 0, threading.Thread().name, threading.Thread(target=work).name)
counter = 0
def inc():
    global counter
    for _ in range(20000):
        with lock: counter += 1
ts = [threading.Thread(target=inc) for _ in range(4)]
[t.start() for t in ts]; [t.join() for t in ts]
print(counter)
for f in (lambda: ts[0].start(), lambda: threading.Thread().join(), lambda: threading.current_thread().join(), lambda: lock.release(), lambda: threading.Thread(group=1), lambda: setattr(ts[0], 'daemon', True), lambda: threading.Thread(target=1, args=5), lambda: lock.acquire(False, 1), lambda: lock.acquire(True, -5), lambda: threading.Semaphore(-1), lambda: threading.Condition().wait(), lambda: threading.Condition().notify(), lambda: threading.RLock().release(), lambda: _thread.start_new_thread(5, ()), lambda: _thread.start_new_thread(work, 5), lambda: threading.BoundedSemaphore(1).release(), lambda: threading.Barrier(0) if sys.version_info > (3, 12) else 'skip', lambda: lock.acquire(timeout=2 ** 80), lambda: threading.stack_size(5)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
def exit_early():
    out.append('before')
    sys.exit(5)
    out.append('after')
out.clear()
t = threading.Thread(target=exit_early)
t.start(); t.join()
print(out)
seen = []
threading.excepthook = lambda a: seen.append((a.exc_type.__name__, str(a.exc_value), a.thread.name, a.exc_traceback is not None))
t = threading.Thread(target=lambda: 1 / 0, name='bad')
t.start(); t.join()
print(seen)
threading.excepthook = threading.__excepthook__
class T(threading.Thread):
    def run(self): self.result = threading.current_thread().name
t = T(name='sub')
t.start(); t.join()
print(t.result)
local = threading.local()
local.x = 'main'
def tl():
    print(hasattr(local, 'x'))
    local.x = 'thread'
    print(local.x, local.__dict__)
t = threading.Thread(target=tl); t.start(); t.join()
print(local.x)
class L(threading.local):
    y = 1
    def __init__(self, v): self.v = v
l = L(5)
def ltest():
    print(l.v, l.y); l.v = 6
t = threading.Thread(target=ltest); t.start(); t.join()
print(l.v)
try:
    threading.local(1)
except TypeError as e:
    print(e)
t = threading.Thread(target=time.sleep, args=(0.2,))
t.start()
print(t.is_alive(), t.join(0.01), t.is_alive(), t.join(), t.is_alive())
print(lock.locked(), lock.acquire(), lock.acquire(False), lock.acquire(timeout=0.01), lock.locked(), lock.release())
r = threading.RLock()
print(r.acquire(), r.acquire(), r.release(), r.release(), repr(r).split(' object')[0], type(lock).__name__)
e = []
_thread.start_new_thread(lambda *a, **k: e.append((a, k)), (1, 2), {'z': 3})
while not e: time.sleep(0.01)
print(e, _thread.error is RuntimeError, _thread.TIMEOUT_MAX > 1e6, _thread.get_ident() == threading.get_ident(), threading.gettrace(), sys.getswitchinterval())
t = threading.Timer(0.02, print, ['timer fired'])
t.start(); t.join()
t = threading.Timer(60, print); t.start(); t.cancel(); t.join()
print('cancelled')
