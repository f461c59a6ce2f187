"""Green select. The pollers have no green counterpart, so they are absent."""
import eventlet
from eventlet.hubs import get_hub

__select = eventlet.patcher.original('select')
error = __select.error
__patched__ = ['select']
__deleted__ = ['devpoll', 'poll', 'epoll', 'kqueue', 'kevent']


def get_fileno(obj):
    """Return the descriptor of an int or of anything with ``fileno()``."""
    try:
        f = obj.fileno
    except AttributeError:
        if not isinstance(obj, int):
            raise TypeError('Expected int or long, got %s' % type(obj))
        return obj
    rv = f()
    if not isinstance(rv, int):
        raise TypeError('Expected int or long, got %s' % type(rv))
    return rv


def select(read_list, write_list, error_list, timeout=None):
    """Wait until something is ready, or *timeout* seconds."""
    if timeout is not None:
        try:
            timeout = float(timeout)
        except ValueError:
            raise TypeError('Expected number for timeout')
    hub = get_hub()
    timers = []
    current = eventlet.getcurrent()
    assert hub.greenlet is not current, 'do not call blocking functions from the mainloop'

    # The descriptor says what is ready; the caller wants back the object that it gave.
    readers = {}
    for r in read_list:
        readers[get_fileno(r)] = r
    writers = {}
    for w in write_list:
        writers[get_fileno(w)] = w
    for e in error_list:
        get_fileno(e)

    listeners = []

    def finish(result):
        # More than one descriptor may be ready in the same turn of the hub, and only the first may switch.
        if not finished:
            finished.append(True)
            current.switch(result)

    finished = []

    def ready_now():
        return __select.select(list(readers), list(writers), [], 0)

    def on_ready(fileno):
        finish(None)

    def on_timeout():
        finish(False)

    def on_error(exc):
        if not finished:
            finished.append(True)
            current.throw(exc)

    if timeout is not None:
        timers.append(hub.schedule_call_global(timeout, on_timeout))
    try:
        for fileno in readers:
            listeners.append(hub.add(hub.READ, fileno, on_ready, on_error, None))
        for fileno in writers:
            listeners.append(hub.add(hub.WRITE, fileno, on_ready, on_error, None))
        hub.switch()
    finally:
        for listener in listeners:
            hub.remove(listener)
        for t in timers:
            t.cancel()
    # Everything that is ready is reported, as the real call does, and not the first to be noticed.
    readable, writable, _ = ready_now()
    return [readers[f] for f in readable], [writers[f] for f in writable], []
