# What a pool prints of exceptions in its greenthreads, and a pile that is filled and emptied in odd ways.
import io
import sys

import eventlet
from eventlet import debug, greenpool


def bad():
    raise ValueError('in a pool')


def stderr_of(f):
    err, sys.stderr = sys.stderr, io.StringIO()
    try:
        f()
    finally:
        text, sys.stderr = sys.stderr.getvalue(), err
    return text.splitlines()[-1:]


def run():
    pool = eventlet.GreenPool(2)
    pool.spawn_n(bad)
    pool.spawn_n(bad)
    pool.waitall()
    print(pool.free(), pool.running())


for loud in (True, False):
    debug.hub_exceptions(loud)
    print(greenpool.DEBUG, stderr_of(run))
debug.hub_exceptions(True)

# Called from a greenthread of the pool itself, with no room, it runs at once.
pool = eventlet.GreenPool(1)


def outer():
    return pool.spawn(lambda: 'inner').wait(), pool.spawn_n(log.append, 'inner n'), eventlet.getcurrent() in pool.coroutines_running


log = []
print(pool.spawn(outer).wait(), log)


def outer_bad():
    pool.spawn_n(bad)
    return 'goes on'


print(pool.spawn(outer_bad).wait())
try:
    print(pool.spawn(lambda: pool.spawn(bad).wait()).wait())
except ValueError as e:
    print(e)
for error in (KeyboardInterrupt, SystemExit, eventlet.greenlet.GreenletExit if hasattr(eventlet, 'greenlet') else KeyboardInterrupt):
    def raises(error=error):
        raise error('x')

    try:
        pool.spawn_n(raises)
        pool.waitall()
        print('passed over')
    except BaseException as e:
        print(type(e).__name__)
    eventlet.sleep(0)
    print(pool.free(), pool.running())

pile = eventlet.GreenPile(2)
print(pile.counter, pile.used if hasattr(pile, 'used') else None)
pile.spawn(lambda: 1)
pile.spawn(lambda: 2)
print(next(pile), pile.counter, list(pile), pile.counter)
try:
    next(pile)
except StopIteration:
    print('StopIteration')


class Refuses(eventlet.GreenPool):
    def spawn(self, *args, **kw):
        raise RuntimeError('no more')


pile = eventlet.GreenPile(Refuses())
try:
    pile.spawn(len, 'x')
except RuntimeError as e:
    print(e, pile.counter)
print(list(pile))
pool = eventlet.GreenPool(3)
pile = eventlet.GreenPile(pool)
print(pile.pool is pool, eventlet.GreenPile().pool.size)
for size in ('x', None, -1):
    try:
        print(eventlet.GreenPool(size).size)
    except Exception as e:
        print(type(e).__name__, e)
