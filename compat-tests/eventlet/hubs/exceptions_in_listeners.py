# Exceptions of every kind out of listeners and timers, in every hub.
import io
import os
import sys

import eventlet
from eventlet import hubs


def captured(f):
    err, sys.stderr = sys.stderr, io.StringIO()
    try:
        result = f()
    except BaseException as e:
        result = type(e).__name__, e.args
    finally:
        text, sys.stderr = sys.stderr.getvalue(), err
    return result, [line for line in text.splitlines() if not line.startswith((' ', 'Traceback'))]


for name in ('epolls', 'poll', 'selects'):
    hubs.use_hub(name)
    hub = hubs.get_hub()
    print('--', name)
    for exc in (ValueError('in a listener'), KeyboardInterrupt('stop'), SystemExit(3), GeneratorExit('gen'), eventlet.Timeout()):
        r, w = os.pipe()

        def listener(fileno, exc=exc):
            hub.remove(added)
            raise exc

        added = hub.add(hub.READ, r, listener, lambda e: None, None)
        os.write(w, b'x')
        result, lines = captured(lambda: eventlet.sleep(0.02))
        print(type(exc).__name__, result, [x.replace('descriptor: %d' % r, 'descriptor: N') for x in lines])
        print('  ', len(hub.get_readers()), eventlet.spawn(lambda: 'alive').wait())
        os.close(r)
        os.close(w)

    # One that does not take itself away is taken away.
    r, w = os.pipe()
    calls = []

    def stubborn(fileno):
        calls.append(fileno == r)
        raise KeyError('stubborn')

    hub.add(hub.READ, r, stubborn, lambda e: None, None)
    os.write(w, b'x')
    result, lines = captured(lambda: eventlet.sleep(0.02))
    print(calls, [x.replace('descriptor: %d' % r, 'descriptor: N') for x in lines ][:3], len(hub.get_readers()))
    hub.remove_descriptor(r)
    os.close(r)
    os.close(w)

    for exc in (ValueError('in a timer'), KeyboardInterrupt('stop'), SystemExit(3), GeneratorExit('gen'), eventlet.Timeout()):
        def timer(exc=exc):
            raise exc

        hub.schedule_call_global(0, timer)
        print(type(exc).__name__, captured(lambda: eventlet.sleep(0.02)), eventlet.spawn(lambda: 'alive').wait())
    hub.set_timer_exceptions(False)

    def quiet():
        raise ValueError('quiet')

    hub.schedule_call_global(0, quiet)
    print(captured(lambda: eventlet.sleep(0.02)))
    hub.set_timer_exceptions(True)
