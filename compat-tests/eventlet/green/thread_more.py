"""green.thread: interrupts, exits, exceptions in threads, stack sizes, the rest of its names."""
import sys

import eventlet
from eventlet import corolocal
from eventlet.green import thread
from eventlet.support import greenlets

sys.excepthook = lambda *a: print('hook', a[0].__name__)


def interrupted():
    try:
        thread.interrupt_main()
    except KeyboardInterrupt:
        print('here')


# From a greenlet whose parent runs: the parent gets it.
def run():
    greenlets.greenlet(interrupted).switch()
    print('not reached')


try:
    run()
except KeyboardInterrupt as e:
    print('parent', e.args)
try:
    thread.interrupt_main()
except KeyboardInterrupt:
    print('main itself')
size = thread.stack_size()
print(size, thread.stack_size(0), thread.stack_size() == size)
print(thread.stack_size(1 << 20), thread.stack_size(1 << 16))
for wrong in (1,):
    try:
        print(thread.stack_size(wrong))
    except ValueError as e:
        print('ValueError')
print(thread.TIMEOUT_MAX == __import__('_thread').TIMEOUT_MAX, thread.LockType is thread.Lock if hasattr(thread, 'Lock') else '', thread._local is corolocal.local, thread.start_new is thread.start_new_thread, thread.allocate is thread.allocate_lock)
lock = thread._set_sentinel()
print(type(lock).__name__, lock.acquire(False), lock.acquire(False), lock.release())
for args in ((1,), (1, 2), ()):
    print(type(thread.allocate_lock(*args)).__name__)
log = []


def count():
    log.append(thread._count())
    eventlet.sleep(0)


for i in range(3):
    thread.start_new_thread(count, ())
eventlet.sleep(0)
eventlet.sleep(0)
eventlet.sleep(0)
print(log, thread._count())
g = greenlets.greenlet(lambda: None)
print(thread.get_ident(g) == id(g), thread.get_ident() == thread.get_ident(greenlets.getcurrent()))
for call in (lambda: thread.start_new_thread(), lambda: thread.start_new_thread(print, (), {}, 1)):
    try:
        call()
    except TypeError:
        print('TypeError')
try:
    thread.exit()
except greenlets.GreenletExit as e:
    print('exit', e.args)
with thread.allocate_lock() as got:
    print('locked', got)
lock = thread.allocate_lock()
lock.acquire()
order = []


def locked(n):
    with lock:
        order.append(n)


for n in range(3):
    thread.start_new_thread(locked, (n,))
eventlet.sleep(0)
lock.release()
eventlet.sleep(0.01)
print(order)
print(lock.acquire(timeout=0.01) if True else '', lock.acquire(True, 0.01), lock.acquire(False))
