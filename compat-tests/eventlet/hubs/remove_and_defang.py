# remove, remove_descriptor and what a listener is afterwards; several listeners of one descriptor.
import io
import os
import sys

import eventlet
from eventlet import debug, hubs
from eventlet.hubs import hub as hub_module

debug.hub_prevent_multiple_readers(False)
for name in ('epolls', 'poll', 'selects'):
    hubs.use_hub(name)
    hub = hubs.get_hub()
    print('--', name)
    r, w = os.pipe()
    log = []
    first = hub.add(hub.READ, r, lambda fd: log.append('first'), lambda e: log.append(('tb', type(e).__name__)), lambda: log.append('mark'))
    second = hub.add(hub.READ, r, lambda fd: log.append('second'), lambda e: log.append(('tb2', e.errno)), None)
    third = hub.add(hub.READ, r, lambda fd: log.append('third'), lambda e: log.append(('tb3', str(e))), None)
    print(len(hub.listeners[hub.READ]), [len(x) for x in hub.secondaries[hub.READ].values()], hub.listeners[hub.WRITE])
    hub.remove(second)
    print([len(x) for x in hub.secondaries[hub.READ].values()], list(hub.listeners[hub.READ].values()) == [first])
    hub.remove(first)
    print(hub.secondaries[hub.READ], list(hub.listeners[hub.READ].values()) == [third])
    hub.remove(third)
    print(hub.secondaries[hub.READ], hub.listeners[hub.READ])
    print(first.spent, first.evtype, first.cb(1))
    first.defang()
    print(first.spent, first.cb is hub_module.closed_callback, first.cb(1), log)
    hub.remove(first)

    # remove_descriptor calls everybody once.
    del log[:]
    hub.add(hub.READ, r, lambda fd: log.append('r1'), None, None)
    hub.add(hub.READ, r, lambda fd: log.append('r2'), None, None)
    hub.add(hub.WRITE, w, lambda fd: log.append('w1'), None, None)

    def bad(fd):
        log.append('bad')
        raise ValueError('bad listener')

    hub.add(hub.WRITE, w, bad, None, None)
    err, sys.stderr = sys.stderr, io.StringIO()
    hub.remove_descriptor(r)
    hub.remove_descriptor(w)
    text, sys.stderr = sys.stderr.getvalue(), err
    print(log, text.splitlines()[-1:], len(hub.get_readers()), len(hub.get_writers()), hub.secondaries)

    # A descriptor that was opened anew.
    del log[:]
    hub.add(hub.READ, r, lambda fd: log.append('a'), lambda e: log.append(('a', type(e).__name__, e.errno, e.strerror)), lambda: log.append('mark a'))
    hub.add(hub.READ, r, lambda fd: log.append('b'), lambda e: log.append(('b', type(e).__name__)), lambda: log.append('mark b'))
    hub.add(hub.WRITE, r, lambda fd: log.append('c'), lambda e: log.append(('c', type(e).__name__)), lambda: log.append('mark c'))
    hub.mark_as_reopened(r)
    print(sorted(map(str, log)), len(hub.get_readers()), len(hub.get_writers()), hub.secondaries)
    eventlet.spawn_after(0, lambda: None)
    eventlet.sleep(0.01)
    eventlet.sleep(0.01)
    print(sorted(map(str, log)), hub.closed)
    os.close(r)
    os.close(w)
    for evtype in ('readable', ''.join(['rea', 'd']), None):
        try:
            print(hub_module.FdListener(evtype, 1, None, None, None).evtype)
        except AssertionError as e:
            print('AssertionError', e)
