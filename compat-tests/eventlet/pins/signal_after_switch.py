# A signal interrupts a blocking call of the main thread also after a native function's callback has switched greenlets,
# for which the thread may go on elsewhere.
import os
import select
import signal
import time

import eventlet
from eventlet import hubs

hubs.use_hub('poll')


def waits(x):
    eventlet.sleep(0.001)
    return -x


def slow_sorter():
    return max([3, 1, 2], key=waits)


class Key(object):
    def __hash__(self):
        blocked.append(eventlet.getcurrent())
        eventlet.sleep(5)
        return 1


blocked = []
print(slow_sorter(), min({1: 0, 2: 0}, key=waits))
g = eventlet.spawn(lambda: {Key(): 1})
eventlet.sleep(0.01)
print(len(blocked))
r, w = os.pipe()
signal.signal(signal.SIGALRM, lambda number, frame: os.write(w, b'x'))
for wait in (lambda: hubs.trampoline(r, read=True), lambda: select.select([r], [], [], 20), lambda: os.read(r, 0) or select.poll().poll(1)):
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    started = time.monotonic()
    wait()
    while not select.select([r], [], [], 0)[0]:
        time.sleep(0.001)
    print(os.read(r, 10), time.monotonic() - started < 4)
g.kill()
print(g.dead)
