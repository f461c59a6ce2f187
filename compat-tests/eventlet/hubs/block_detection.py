# Blocking detection in listeners and timers, and what it does to the handler of SIGALRM.
import io
import os
import signal
import sys
import time

import eventlet
from eventlet import debug, hubs


def mine(number, frame):
    pass


for name in ('epolls', 'poll', 'selects'):
    signal.signal(signal.SIGALRM, mine)
    hubs.use_hub(name)
    hub = hubs.get_hub()
    debug.hub_blocking_detection(True, resolution=0.1)
    print(name, hub.debug_blocking, hub.debug_blocking_resolution)
    r, w = os.pipe()
    log = []

    def slow(fd):
        hub.remove(listener)
        try:
            time.sleep(2)
            log.append('not found')
        except RuntimeError as e:
            log.append(str(e)[:42])

    if name != 'selects':
        listener = hub.add(hub.READ, r, slow, lambda e: None, None)
        os.write(w, b'x')
        eventlet.sleep(0.01)
        print(log)

    def timer():
        time.sleep(2)

    err, sys.stderr = sys.stderr, io.StringIO()
    hub.schedule_call_global(0, timer)
    eventlet.sleep(0.01)
    text, sys.stderr = sys.stderr.getvalue(), err
    print('Blocking detector ALARMED at' in text, 'time.sleep(2)' in text)
    for i in range(5):
        eventlet.sleep(0.001)
    debug.hub_blocking_detection(False)
    print(hub.debug_blocking, signal.getsignal(signal.SIGALRM) is mine, signal.getitimer(signal.ITIMER_REAL)[0])
    os.close(r)
    os.close(w)
for resolution in (0, -1):
    try:
        debug.hub_blocking_detection(True, resolution)
    except AssertionError as e:
        print('AssertionError', e)
