# bench: unit=ops/s group=green floor=3
# How often per second a green thread hands over: sleep(0) in a hundred of them.
import time
import eventlet

GREENS, TURNS = 100, 4000


def turn():
    for _ in range(TURNS):
        eventlet.sleep(0)


greens = [eventlet.spawn(turn) for _ in range(GREENS)]
started = time.perf_counter()
for g in greens:
    g.wait()
print('%.0f ops/s' % (GREENS * TURNS / (time.perf_counter() - started)))
