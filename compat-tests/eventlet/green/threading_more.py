"""green.threading: what current_thread gives in greenthreads and bare greenlets, hooks, names, locals, errors."""
import warnings

warnings.simplefilter('ignore')
import eventlet
from eventlet.green import threading
from eventlet.support import greenlets

log = []


def facts():
    t = threading.current_thread()
    g = eventlet.getcurrent()
    return type(t).__name__, repr(t).split(',')[0], t.ident == id(g), t.daemon, t.isDaemon(), t.is_daemon(), t.is_alive(), t.isAlive(), t.getName() == t.get_name() == t.name, t is threading.currentThread()


print(eventlet.spawn(facts).wait())
other = []


def joined():
    other.append(threading.current_thread())
    eventlet.sleep(0.01)
    return 'the result'


g = eventlet.spawn(joined)
eventlet.sleep(0)
print(other[0].join(), other[0].set_name(5), other[0].name)
# A bare greenlet has no end that anybody hears of.
print(greenlets.greenlet(lambda: type(threading.current_thread()).__name__).switch())
eventlet.spawn_n(lambda: log.append(type(threading.current_thread()).__name__))
eventlet.sleep(0)
print(log)
main = threading.current_thread()
print(type(main).__name__, main.name, hasattr(main, 'get_name'), main.is_alive(), main.daemon)


def fails():
    raise ValueError('in thread')


seen = []
threading.excepthook = lambda args: seen.append((args.exc_type.__name__, str(args.exc_value), args.thread.name))
t = threading.Thread(target=fails, name='failing')
t.start()
t.join()
print(seen, t.is_alive())


class Own(threading.Thread):
    def run(self):
        log.append((self.name, self.ident == threading.get_ident()))


t = Own(name='own', daemon=True)
print(t.name, t.daemon, t.ident, t.is_alive(), repr(t).startswith('<Own(own, initial'))
t.start()
t.join()
print(log[-1], t.is_alive(), repr(t).split(' ')[1])
for bad in (lambda: t.start(), lambda: setattr(t, 'daemon', 1), lambda: threading.Thread().join(), lambda: threading.Thread(group=1), lambda: threading.Thread(target=1, wrong=2)):
    try:
        bad()
        print('nothing raised')
    except (RuntimeError, AssertionError, TypeError) as e:
        print(type(e).__name__, e)
local = threading.local()
local.x = 1
t = threading.Thread(target=lambda: log.append(hasattr(local, 'x')))
t.start()
t.join()
print(log[-1], local.x, local.__dict__)
e = threading.Event()
print(e.is_set(), e.wait(0.01), e.set(), e.wait(), e.clear(), e.isSet())
s = threading.BoundedSemaphore(1)
s.acquire()
s.release()
try:
    s.release()
except ValueError as x:
    print(x)
r = threading.RLock()
try:
    r.release()
except RuntimeError as x:
    print(x)
c = threading.Condition()
for bad in (c.wait, c.notify):
    try:
        bad()
    except RuntimeError as x:
        print(x)
with c:
    print(c.wait(0.01), c.wait_for(lambda: True), c.wait_for(lambda: False, 0.01))
b = threading.Barrier(2, timeout=0.01)
try:
    b.wait()
except threading.BrokenBarrierError:
    print('broken', b.broken, b.n_waiting, b.parties)
b.reset()
print(b.broken)
gate = threading.Event()
tls = [threading.Thread(target=gate.wait) for x in range(5)]
[x.start() for x in tls]
print(len([x for x in threading.enumerate() if x in tls]), threading.active_count() >= 5)
gate.set()
[x.join() for x in tls]
print(threading.get_ident() == id(eventlet.getcurrent()), threading.stack_size() == 0, threading.main_thread().name, sorted(threading.__patched__))
