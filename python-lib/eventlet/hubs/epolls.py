"""Hub on epoll."""
from eventlet import patcher, support
from eventlet.hubs import hub, poll

select = patcher.original('select')

try:
    from _eventlet import Hub as _NativeHub
except ImportError:
    _NativeHub = None


def is_available():
    return hasattr(select, 'epoll')


if _NativeHub is None:
    class Hub(poll.Hub):
        def _make_poll(self):
            self.poll = select.epoll()

        def do_poll(self, seconds):
            return self.poll.poll(seconds)
else:
    class Hub(_NativeHub, poll.Hub):
        """The native hub, with what is used for inspection and debugging."""

        def __init__(self, clock=None):
            _NativeHub.__init__(self, clock)
            self.lclass = hub.FdListener
            self.debug_blocking_resolution = 1
            self.closed = []
            self.timers_canceled = 0

        def add(self, evtype, fileno, cb, tb, mac):
            listener = self.lclass(evtype, fileno, cb, tb, mac)
            self._add_listener(listener, evtype, fileno)
            return listener

        def register(self, fileno, new=False):
            pass  # the native hub does it

        def _waiting(self, evtype):
            waiting = {}
            for fileno, subject, mark_as_closed in self._listeners(evtype):
                if not hasattr(subject, 'evtype'):
                    # A greenlet that waits in native code.
                    waiter = subject
                    subject = self.lclass(evtype, fileno, waiter.switch, waiter.throw, mark_as_closed)
                    if isinstance(subject, hub.DebugListener):
                        import traceback
                        subject.greenlet = waiter
                        subject.where_called = traceback.format_stack(waiter.gr_frame)
                waiting.setdefault(fileno, []).append(subject)
            return waiting

        def _bucket(self, evtype):
            return {fileno: listeners[0] for fileno, listeners in self._waiting(evtype).items()}

        @property
        def listeners(self):
            return {hub.READ: self._bucket(hub.READ), hub.WRITE: self._bucket(hub.WRITE)}

        @property
        def secondaries(self):
            return {evtype: {fileno: listeners[1:] for fileno, listeners in self._waiting(evtype).items() if len(listeners) > 1}
                    for evtype in (hub.READ, hub.WRITE)}

        def get_readers(self):
            return self._bucket(hub.READ).values()

        def get_writers(self):
            return self._bucket(hub.WRITE).values()

        def abort(self, wait=False):
            if self.running:
                self.stopping = True
            if wait:
                assert self.greenlet is not hub.greenlet.getcurrent(), \
                    'Can\'t abort with wait from inside the hub\'s greenlet.'
                # Without a timer that is due at once the loop would sit in the poller.
                self.schedule_call_global(0, lambda: None)
                self.switch()

        def wait(self, seconds=None):
            raise RuntimeError('the native hub polls by itself')

        @property
        def timers(self):
            return self._timers()

        @property
        def next_timers(self):
            return []

        def prepare_timers(self):
            pass

        def sleep_until(self):
            timers = self._timers()
            return timers[0][0] if timers else None
