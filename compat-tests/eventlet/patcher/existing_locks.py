import threading, logging, eventlet
lock = threading.RLock()
class Holder: pass
h = Holder(); h.lock = threading.RLock()
logging.basicConfig()
handler = logging.root.handlers[0]
eventlet.monkey_patch()
print(type(handler.lock).__name__)
try: lock.release()
except RuntimeError as e: print(e)
got = []
def use():
    with lock: got.append(1); eventlet.sleep(0.01)
ts = [threading.Thread(target=use) for i in range(3)]
[t.start() for t in ts]; [t.join() for t in ts]
print(got)
c = threading.Condition(); e = threading.Event(); s = threading.Semaphore(2); b = threading.Barrier(2)
def wait():
    with c: c.wait(); got.append('c')
t = threading.Thread(target=wait); t.start(); eventlet.sleep(0.01)
with c: c.notify()
t.join(); print(got[-1], e.wait(0.01), s.acquire(), s.acquire(), s.acquire(timeout=0.01))
ts = [threading.Thread(target=b.wait) for i in range(2)]; [t.start() for t in ts]; [t.join() for t in ts]; print(b.n_waiting)
t = threading.Timer(0.01, lambda: got.append('timer')); t.start(); t.join(); print(got[-1])
print(threading.active_count(), threading.current_thread().name, threading.main_thread().name)
d = threading.Thread(target=eventlet.sleep, args=(5,), daemon=True); d.start()
print(d.is_alive(), d.join(0.01), d.daemon)
