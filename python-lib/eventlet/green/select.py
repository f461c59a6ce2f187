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

    ready_readers = []
    ready_writers = []
    wake = []

    def wake_up():
        # At the next turn of the hub, so that everything that this turn finds ready is reported together.
        if not wake:
            wake.append(hub.schedule_call_global(0, current.switch))

    def on_read(fileno):
        if fileno not in ready_readers:
            ready_readers.append(fileno)
            wake_up()

    def on_write(fileno):
        if fileno not in ready_writers:
            ready_writers.append(fileno)
            wake_up()

    def on_error(exc):
        if not wake:
            wake.append(hub.schedule_call_global(0, current.throw, exc))

    listeners = []
    timer = None
    if timeout is not None:
        timer = hub.schedule_call_global(timeout, wake_up)
    try:
        for fileno in readers:
            listeners.append(hub.add(hub.READ, fileno, on_read, on_error, None))
        for fileno in writers:
            listeners.append(hub.add(hub.WRITE, fileno, on_write, on_error, None))
        hub.switch()
    finally:
        for listener in listeners:
            hub.remove(listener)
        if timer is not None:
            timer.cancel()
        if wake:
            wake[0].cancel()
    return [readers[f] for f in ready_readers], [writers[f] for f in ready_writers], []
