# bench: unit=ops/s group=green floor=5
import time
import eventlet

COUNT = 400000


def work(x):
    return x + 1


pool = eventlet.GreenPool(1000)
started = time.perf_counter()
total = sum(pool.imap(work, range(COUNT)))
elapsed = time.perf_counter() - started
assert total == COUNT * (COUNT + 1) // 2
print('%.0f ops/s' % (COUNT / elapsed))
