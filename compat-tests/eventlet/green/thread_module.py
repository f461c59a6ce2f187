import eventlet
from eventlet.green import thread
log = []
def f(a, b=2):
    log.append((a, b, thread.get_ident() == ident[0], thread._count()))
ident = [None]
ident[0] = thread.start_new_thread(f, (1,), {'b': 3})
print(log, isinstance(ident[0], int), ident[0] != thread.get_ident())
eventlet.sleep(0)
print(log, thread._count())
def g():
    log.append('before'); thread.exit(); log.append('after')
thread.start_new_thread(g)
eventlet.sleep(0)
print(log[-1])
l = thread.allocate_lock()
print(type(l).__name__, l.acquire(), l.acquire(0), l.locked(), isinstance(l, thread.LockType))
l.release()
try:
    l.release()
except RuntimeError as e:
    print(e)
print(thread.allocate is not None, thread.stack_size(), thread.error is RuntimeError)
x = thread._local(); x.v = 1
def h():
    log.append(hasattr(x, 'v'))
thread.start_new(h, ())
eventlet.sleep(0)
print(log[-1])
