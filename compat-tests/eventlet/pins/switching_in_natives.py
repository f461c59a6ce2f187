# Greenthreads switch inside iterators and functions that builtins call.
import eventlet


def slow(x):
    eventlet.sleep(0)
    return -x


def items(n):
    for i in range(n):
        eventlet.sleep(0)
        yield i


def work(name):
    out.append((name, 'sorted', sorted([1, 2, 3], key=slow)))
    out.append((name, 'sum', sum(items(4)), list(items(3)), max(items(3)), any(x > 1 for x in items(4))))
    out.append((name, 'map', list(map(slow, [1, 2])), ','.join(str(x) for x in items(3)), dict((x, x) for x in items(2))))


out = []
pool = eventlet.GreenPool()
for n in 'ab':
    pool.spawn_n(work, n)
ticks = []


def tick():
    while True:
        ticks.append(1)
        eventlet.sleep(0)


ticker = eventlet.spawn(tick)
pool.waitall()
ticker.kill()
print(sorted(out, key=repr), len(ticks) > 10)


def broken():
    yield 1
    eventlet.sleep(0)
    raise KeyError('broken')


for f in (sum, list, sorted, max, tuple):
    try:
        print(f(broken()))
    except KeyError as e:
        print(repr(e))
victim = eventlet.spawn(sum, (eventlet.sleep(10) for _ in range(3)))
eventlet.sleep(0)
victim.kill()
try:
    print(victim.wait())
except BaseException as e:
    print(type(e).__name__)
