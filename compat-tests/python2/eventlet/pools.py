# GreenPool: sizes, imap, starmap, errors; pools of resources.
import eventlet
from eventlet import pools
from itertools import izip, count

pool = eventlet.GreenPool(2)
running = []
peak = []


def job(n):
    running.append(n)
    peak.append(len(running))
    eventlet.sleep(0.001 * (5 - n))
    running.remove(n)
    return n * n

print list(pool.imap(job, xrange(5))), max(peak), pool.free(), pool.running(), pool.waiting()
print list(pool.starmap(lambda a, b: a + b, izip([1, 2], (3, 4)))), pool.size
gts = [pool.spawn(job, n) for n in range(3)]
print [gt.wait() for gt in gts]
pool.spawn_n(job, 4)
pool.waitall()
print running, pool.running()
pool.resize(5)
print pool.free()


def fails(n):
    if n == 2:
        raise ValueError, 'job %d' % n
    return n

results = []
try:
    for r in pool.imap(fails, range(4)):
        results.append(r)
except ValueError, e:
    print results, e
pile = eventlet.GreenPile(pool)
for i in range(3):
    pile.spawn(job, i)
print [x for x in pile]


class Connection(object):
    number = count(1)

    def __init__(self):
        self.id = Connection.number.next()


class ConnectionPool(pools.Pool):
    def create(self):
        return Connection()

cp = ConnectionPool(max_size=2)
a = cp.get()
b = cp.get()
print a.id, b.id, cp.free(), cp.waiting()


def borrow():
    with cp.item() as c:
        return c.id

gt = eventlet.spawn(borrow)
eventlet.sleep(0)
print cp.waiting()
cp.put(a)
print gt.wait(), cp.free()
cp.put(b)
print sorted([cp.get().id, cp.get().id]), cp.free()
t = pools.TokenPool(max_size=3)
print t.get().__class__.__name__, t.free()
tree = eventlet.GreenPool()


def walk(depth):
    if depth == 0:
        return 1
    return sum(tree.imap(walk, [depth - 1] * 2)) + 1

print walk(4)
