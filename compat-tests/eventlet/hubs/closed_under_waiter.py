# A descriptor that is closed while somebody waits for it, with and without a timer, in every hub.
import os

import eventlet
from eventlet import hubs


def wait(log, label, *args, **kwargs):
    try:
        hubs.trampoline(*args, **kwargs)
        log.append((label, 'ready'))
    except eventlet.Timeout:
        log.append((label, 'Timeout'))
    except BaseException as e:
        log.append((label, type(e).__name__, e.args))


for name in ('epolls', 'poll', 'selects'):
    hubs.use_hub(name)
    hub = hubs.get_hub()
    log = []
    r, w = os.pipe()
    g = eventlet.spawn(wait, log, 'timed', r, read=True, timeout=0.1)
    eventlet.sleep(0)
    os.close(r)
    g.wait()
    print(name, log, len(hub.get_readers()), len(hub.get_writers()))
    os.close(w)

    # Told that the number belongs to something new: the waiters end, and the owners are told.
    log = []
    marks = []
    r, w = os.pipe()
    reader = eventlet.spawn(wait, log, 'reader', r, read=True, mark_as_closed=lambda: marks.append('r'))
    os.set_blocking(w, False)
    try:
        while True:
            os.write(w, b'x' * 4096)
    except BlockingIOError:
        pass
    writer = eventlet.spawn(wait, log, 'writer', w, write=True, mark_as_closed=lambda: marks.append('w'))
    # The reader is woken by the data before anything is closed.
    eventlet.sleep(0.01)
    print(log, marks)
    hubs.notify_close(w)
    eventlet.sleep(0.01)
    print(log, marks, len(hub.get_writers()))
    hubs.notify_opened(w)
    print(log, marks, len(hub.get_writers()))
    eventlet.spawn_after(0, lambda: None)
    eventlet.sleep(0.01)
    eventlet.sleep(0.01)
    print(log, marks)
    os.close(r)
    os.close(w)
    print(hub.mark_as_reopened(12345), hub.notify_close(12345), hub.remove_descriptor(12345))
    print(eventlet.spawn(lambda: 'alive').wait())
