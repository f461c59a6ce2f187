"""Event: a value that greenthreads can wait for."""
from eventlet import hubs
from eventlet.support import greenlets as greenlet

__all__ = ['Event']


class NOT_USED:
    def __repr__(self):
        return 'NOT_USED'


NOT_USED = NOT_USED()
_getcurrent = greenlet.getcurrent

try:
    import _eventlet
    _Base = _eventlet.EventBase
    _eventlet.setup_event(NOT_USED)
except ImportError:
    _eventlet = None
    _Base = object


class Event(_Base):
    """One result or one exception, delivered to every waiter. It is sent once; ``reset`` is for reuse."""

    if _eventlet is None:
        _result = None
        _exc = None

        def __init__(self):
            # A dict for its order: waiters are woken in the order in which they came.
            self._waiters = {}
            self._result = NOT_USED
            self._exc = None

        def ready(self):
            """True once ``wait`` would return at once."""
            return self._result is not NOT_USED

        def wait(self, timeout=None):
            """Return what was sent, raise the exception that was sent, or return None after *timeout* seconds."""
            return self._wait_any(timeout)

        def send(self, result=None, exc=None):
            """Trigger the event. The waiters run at the hub's next turn."""
            return self._send_any(result, exc)

    def __str__(self):
        return '<%s at %s result=%r _exc=%r _waiters[%d]>' % (
            self.__class__.__name__, hex(id(self)), self._result, self._exc, len(self._waiters))

    def reset(self):
        """Make a triggered event fresh again."""
        assert self._result is not NOT_USED, 'Trying to re-reset() a fresh event.'
        self._result = NOT_USED
        self._exc = None

    def has_exception(self):
        return self._exc is not None

    def has_result(self):
        return self._result is not NOT_USED and self._exc is None

    def poll(self, notready=None):
        """Return the result, raise the exception, or return *notready* when neither is there yet."""
        if self.ready():
            return self.wait()
        return notready

    def poll_exception(self, notready=None):
        if self.has_exception():
            return self.wait()
        return notready

    def poll_result(self, notready=None):
        if self.has_result():
            return self.wait()
        return notready

    def _wait_any(self, timeout):
        current = _getcurrent()
        if self._result is NOT_USED:
            hub = hubs.get_hub()
            self._waiters[current] = True
            timer = None
            if timeout is not None:
                timer = hub.schedule_call_local(timeout, self._do_send, None, None, current)
            try:
                result = hub.switch()
                if timer is not None:
                    timer.cancel()
                return result
            finally:
                self._waiters.pop(current, None)
        if self._exc is not None:
            current.throw(*self._exc)
        return self._result

    def _send_any(self, result, exc):
        assert self._result is NOT_USED, 'Trying to re-send() an already-triggered event.'
        self._result = result
        if exc is not None and not isinstance(exc, tuple):
            exc = (exc,)
        self._exc = exc
        if self._waiters:
            hub = hubs.get_hub()
            for waiter in self._waiters:
                hub.schedule_call_global(0, self._do_send, self._result, self._exc, waiter)

    def _do_send(self, result, exc, waiter):
        if waiter in self._waiters:
            if exc is None:
                waiter.switch(result)
            else:
                waiter.throw(*exc)

    def send_exception(self, *args):
        """Trigger the event with an exception: the arguments of ``throw``."""
        return self.send(None, args)
