"""Timers: a callback that a hub runs once, no earlier than a given time."""
try:
    from _eventlet import Timer, LocalTimer, set_timer_stack
except ImportError:
    Timer = LocalTimer = set_timer_stack = None

from eventlet.support import greenlets as greenlet

# Set by debug.hub_timer_stacks: remember where each timer was made.
_g_debug = False

if Timer is None:
    from itertools import count as _count

    _next_serial = _count().__next__
    _getcurrent = greenlet.getcurrent

    class Timer(object):
        """Calls ``cb(*args, **kw)`` once, ``seconds`` after it was scheduled."""

        def __init__(self, seconds, cb, *args, **kw):
            self.seconds = seconds
            self.tpl = cb, args, kw
            self.called = False
            self._serial = _next_serial()
            if _g_debug:
                import io
                import traceback
                self.traceback = io.StringIO()
                traceback.print_stack(file=self.traceback)

        @property
        def pending(self):
            return not self.called

        def __repr__(self):
            secs = getattr(self, 'seconds', None)
            cb, args, kw = getattr(self, 'tpl', (None, None, None))
            text = 'Timer(%s, %s, *%s, **%s)' % (secs, cb, args, kw)
            if _g_debug and hasattr(self, 'traceback'):
                text += '\n' + self.traceback.getvalue()
            return text

        def copy(self):
            cb, args, kw = self.tpl
            return self.__class__(self.seconds, cb, *args, **kw)

        def schedule(self):
            """Hand the timer to the current thread's hub."""
            from eventlet import hubs
            self.called = False
            self.scheduled_time = hubs.get_hub().add_timer(self)
            return self

        def __call__(self, *args):
            if not self.called:
                self.called = True
                cb, args, kw = self.tpl
                try:
                    cb(*args, **kw)
                finally:
                    # The callback may hold half the program alive; a spent timer must not.
                    try:
                        del self.tpl
                    except AttributeError:
                        pass

        def cancel(self):
            """Keep the callback from running. Harmless once it ran or was cancelled."""
            if not self.called:
                self.called = True
                _get_hub().timer_canceled(self)
                try:
                    del self.tpl
                except AttributeError:
                    pass

        # Breaks ties in the hub's heap: of two timers due at one time the older runs first.
        def __lt__(self, other):
            return self._serial < other._serial

    class LocalTimer(Timer):
        """A timer that does nothing once the greenlet that made it is dead."""

        def __init__(self, *args, **kwargs):
            self.greenlet = _getcurrent()
            Timer.__init__(self, *args, **kwargs)

        @property
        def pending(self):
            owner = self.greenlet
            if owner is None or owner.dead:
                return False
            return not self.called

        def __call__(self, *args):
            if not self.called:
                self.called = True
                owner = self.greenlet
                if owner is not None and owner.dead:
                    return
                cb, args, kw = self.tpl
                cb(*args, **kw)

        def cancel(self):
            self.greenlet = None
            Timer.cancel(self)

    def _get_hub():
        # The hubs package imports this module, so the name is resolved at the first use and replaces this function.
        global _get_hub
        from eventlet.hubs import get_hub
        _get_hub = get_hub
        return get_hub()
