"""Timeouts: an exception raised in the current greenthread after a while."""
import functools

from eventlet.support import greenlets as greenlet

__all__ = ['Timeout', 'with_timeout', 'wrap_is_timeout', 'is_timeout']

_MISSING = object()
_getcurrent = greenlet.getcurrent

try:
    _timeout_err = TimeoutError
except NameError:
    _timeout_err = None


def _get_hub():
    # The hubs package imports this module, so the real function takes this one's place at the first use.
    global _get_hub
    from eventlet.hubs import get_hub
    _get_hub = get_hub
    return get_hub()


class Timeout(BaseException):
    """Raises *exception* in the current greenthread after *seconds*.

    Without an exception, or with True, the Timeout instance itself is raised. With False it is raised as well, and
    the ``with`` block that it guards swallows it. With None as *seconds* it never fires.
    """

    def __init__(self, seconds=None, exception=None):
        self.seconds = seconds
        self.exception = exception
        self.timer = None
        self.start()

    def start(self):
        """Schedule the timeout. Called by the constructor; needed only after a cancel."""
        assert not self.pending, '%r is already started; to restart it, cancel it first' % (self,)
        seconds = self.seconds
        if seconds is None:
            self.timer = None
        else:
            exception = self.exception
            if exception is None or isinstance(exception, bool):
                exception = self
            self.timer = _get_hub().schedule_call_global(seconds, _getcurrent().throw, exception)
        return self

    @property
    def pending(self):
        """True when the timeout is scheduled to be raised."""
        timer = self.timer
        return timer.pending if timer is not None else False

    def cancel(self):
        """Keep the timeout from being raised. May be called again and again."""
        timer = self.timer
        if timer is not None:
            timer.cancel()
            self.timer = None

    def __repr__(self):
        pending = ' pending' if self.pending else ''
        exception = '' if self.exception is None else ' exception=%r' % (self.exception,)
        return '<%s at %s seconds=%s%s%s>' % (
            self.__class__.__name__, hex(id(self)), self.seconds, exception, pending)

    def __str__(self):
        if self.seconds is None:
            return ''
        plural = '' if self.seconds == 1 else 's'
        if self.exception is None or self.exception is True:
            return '%s second%s' % (self.seconds, plural)
        if self.exception is False:
            return '%s second%s (silent)' % (self.seconds, plural)
        return '%s second%s (%s)' % (self.seconds, plural, self.exception)

    def __enter__(self):
        if self.timer is None:
            self.start()
        return self

    def __exit__(self, typ, value, tb):
        self.cancel()
        if value is self and self.exception is False:
            return True

    @property
    def is_timeout(self):
        return True


def with_timeout(seconds, function, *args, **kwds):
    """Call *function*, raising a Timeout in it after *seconds*; with *timeout_value*, return that instead."""
    timeout_value = kwds.pop('timeout_value', _MISSING)
    timeout = Timeout(seconds)
    try:
        try:
            return function(*args, **kwds)
        except Timeout as ex:
            if ex is timeout and timeout_value is not _MISSING:
                return timeout_value
            raise
    finally:
        timeout.cancel()


def wrap_is_timeout(base):
    """Give an exception class, or what a function returns, a true ``is_timeout``."""
    if isinstance(base, type):
        base.is_timeout = property(lambda _: True)
        return base

    @functools.wraps(base)
    def fun(*args, **kwargs):
        ex = base(*args, **kwargs)
        ex.is_timeout = True
        return ex
    return fun


def is_timeout(obj):
    """True for every exception that says that time ran out, whichever library it comes from."""
    if getattr(obj, 'is_timeout', False):
        return True
    return _timeout_err is not None and isinstance(obj, _timeout_err)
