# bench: unit=ops/s group=green floor=5
import time
import eventlet

COUNT = 300000


def work():
    pass


pool = eventlet.GreenPool(1000)
started = time.perf_counter()
for _ in range(COUNT):
    pool.spawn_n(work)
pool.waitall()
print('%.0f ops/s' % (COUNT / (time.perf_counter() - started)))
