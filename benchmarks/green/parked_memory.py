# bench: unit=bytes group=green floor=4
# Resident memory for each of 100,000 green threads that wait.
import gc
import os
import eventlet
from eventlet.event import Event

COUNT = 100000


def resident():
    for _ in range(3):
        gc.collect()
    with open('/proc/self/statm') as f:
        return int(f.read().split()[1]) * os.sysconf('SC_PAGE_SIZE')


def wait(event):
    event.wait()


event = Event()
for _ in range(100):
    eventlet.spawn_n(wait, event)
eventlet.sleep(0)
before = resident()
for _ in range(COUNT):
    eventlet.spawn_n(wait, event)
eventlet.sleep(0)
eventlet.sleep(0.01)
print('%.0f bytes' % ((resident() - before) / COUNT), flush=True)
os._exit(0)
