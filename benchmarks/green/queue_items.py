# bench: unit=ops/s group=green floor=1.5
# Items through a queue, a thousand at a time between two green threads.
import time
import eventlet
from eventlet.queue import LightQueue

COUNT, BATCH = 5000000, 1000
queue = LightQueue()


def produce():
    for start in range(0, COUNT, BATCH):
        for i in range(BATCH):
            queue.put(i)
        eventlet.sleep(0)


def consume():
    total = 0
    for _ in range(COUNT):
        total += queue.get()
    return total


started = time.perf_counter()
consumer = eventlet.spawn(consume)
eventlet.spawn(produce)
assert consumer.wait() == COUNT // BATCH * (BATCH * (BATCH - 1) // 2)
print('%.0f ops/s' % (COUNT / (time.perf_counter() - started)))
