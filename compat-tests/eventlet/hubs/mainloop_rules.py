# What cannot be done from the main loop, and a main loop that cannot be started twice.
import io
import os
import sys

import eventlet
from eventlet import hubs

for name in ('epolls', 'poll', 'selects'):
    hubs.use_hub(name)
    hub = hubs.get_hub()
    log = []

    def attempt(f, *args, **kwargs):
        try:
            log.append(f(*args, **kwargs))
        except BaseException as e:
            log.append((type(e).__name__, str(e)))

    r, w = os.pipe()
    hub.schedule_call_global(0, attempt, hubs.trampoline, r, read=True)
    hub.schedule_call_global(0, attempt, hub.switch)
    hub.schedule_call_global(0, attempt, eventlet.sleep, 0)
    hub.schedule_call_global(0, attempt, eventlet.spawn(len, 'abc').wait)
    hub.schedule_call_global(0, attempt, hub.run)
    hub.schedule_call_global(0, attempt, hub.abort, True)
    hub.schedule_call_global(0, attempt, lambda: hub.greenlet is eventlet.getcurrent())
    eventlet.sleep(0.01)
    eventlet.sleep(0)
    for entry in log:
        print(name, entry)
    print(hub.running, hub.stopping, hub.default_sleep(), hub.SYSTEM_EXCEPTIONS, hub.READ, hub.WRITE)
    eventlet.sleep(0)
    # The loop was stopped above, and a new one serves.
    print(eventlet.spawn(lambda: 'alive').wait())

    class Bad(eventlet.greenthread.GreenThread):
        def switch_out(self):
            raise ValueError('in switch_out')

    err, sys.stderr = sys.stderr, io.StringIO()
    g = Bad(eventlet.getcurrent())
    hub.schedule_call_global(0, g.switch, eventlet.sleep, (0,), {})
    g.wait()
    text, sys.stderr = sys.stderr.getvalue(), err
    print(text.splitlines()[-1])

    def nested():
        hub.greenlet.throw(ZeroDivisionError('thrown into the loop'))

    try:
        eventlet.spawn(nested)
        eventlet.sleep(0.01)
        print('not thrown')
    except ZeroDivisionError as e:
        print(type(e).__name__, e, hub.running, hub.greenlet.dead)
    print(eventlet.spawn(lambda: 'alive again').wait(), hub.running)
