# The threads of the pool: how many, which of them run what, and their end.
import os
os.environ['EVENTLET_THREADPOOL_SIZE'] = '3'
import eventlet
from eventlet import patcher, tpool

thread = patcher.original('_thread')
time = patcher.original('time')
threading = patcher.original('threading')
here = thread.get_ident()


def ident(delay=0.0):
    time.sleep(delay)
    return thread.get_ident()


print(tpool.execute(ident) != here)
pool = eventlet.GreenPool()
idents = list(pool.imap(lambda i: tpool.execute(ident, 0.01), range(12)))
print(len(set(idents)) <= 3, here in idents)

# As many at once as there are threads.
barrier = threading.Barrier(3)
print(sorted(pool.imap(lambda i: tpool.execute(barrier.wait, 20), range(3))))

# A thread that works for a pool may ask for the pool: it does the work itself.
print(tpool.execute(lambda: tpool.execute(ident) == ident()))

# Exceptions come back with their traceback.
def fails():
    raise KeyError('in a thread')
try:
    tpool.execute(fails)
except KeyError as e:
    import traceback
    print(repr(e), traceback.extract_tb(e.__traceback__)[-1].name)

# A greenthread that is killed while it waits leaves the thread to its work.
done = []
g = eventlet.spawn(tpool.execute, lambda: (time.sleep(0.03), done.append(1)))
eventlet.sleep(0.005)
g.kill()
eventlet.sleep(0.1)
print(done, g.dead)

# After the end of the threads the next call starts new ones, as many as are set by then.
tpool.killall()
tpool.killall()
tpool.set_num_threads(2)
barrier = threading.Barrier(2)
print(sorted(pool.imap(lambda i: tpool.execute(barrier.wait, 20), range(2))))
idents = list(pool.imap(lambda i: tpool.execute(ident, 0.005), range(8)))
print(len(set(idents)) <= 2)
for wrong in (-1, 'x'):
    try:
        tpool.killall()
        tpool.set_num_threads(wrong)
        print('set to', wrong)
    except Exception as e:
        print(type(e).__name__)
tpool.set_num_threads(1)
print(tpool.execute(sum, [1, 2]))
tpool.killall()
