"""Green threads: spawning, sleeping, waiting for results, killing."""
import sys
import warnings
from collections import deque

from eventlet import event, hubs, support, timeout
from eventlet.hubs import timer
from eventlet.support import greenlets as greenlet

__all__ = ['getcurrent', 'sleep', 'spawn', 'spawn_n', 'kill', 'spawn_after', 'spawn_after_local', 'GreenThread']

getcurrent = greenlet.getcurrent
_greenlet = greenlet.greenlet
_get_hub = hubs.get_hub

# Old homes of these names.
TimeoutError = support.wrap_deprecated('greenthread.TimeoutError', 'Timeout')(timeout.Timeout)
with_timeout = support.wrap_deprecated('greenthread.with_timeout', 'with_timeout')(timeout.with_timeout)


def sleep(seconds=0):
    """Let others run for at least *seconds*. With 0, everyone who is ready gets a turn."""
    hub = _get_hub()
    current = getcurrent()
    assert hub.greenlet is not current, 'do not call blocking functions from the mainloop'
    timer = hub.schedule_call_global(seconds, current.switch)
    try:
        hub.switch()
    finally:
        timer.cancel()


def _spawn_n_greenlet(func, *args, **kwargs):
    return _spawn_n(0, func, args, kwargs)[1]


def spawn(func, *args, **kwargs):
    """Run ``func(*args, **kwargs)`` in a new GreenThread, which is returned at once."""
    return _spawn_packed(func, args, kwargs)


def _spawn_packed(func, args, kwargs):
    """``spawn`` for callers that have the arguments as a tuple and a dict."""
    g = GreenThread(_get_hub().greenlet)
    _launch(g, func, args, kwargs)
    return g


def _launch(g, func, args, kwargs):
    _get_hub().schedule_call_global(0, g.switch, func, args, kwargs)


def spawn_n(func, *args, **kwargs):
    """Like ``spawn``, in a bare greenlet: faster, and nobody can wait for the result."""
    return _spawn_n(0, func, args, kwargs)[1]


try:
    import _eventlet
except ImportError:
    pass
else:
    _eventlet.setup_greenthread(sleep, _spawn_n_greenlet)
    sleep = _eventlet.sleep
    spawn_n = _eventlet.spawn_n
    _launch = _eventlet.launch


def spawn_after(seconds, func, *args, **kwargs):
    """Like ``spawn``, *seconds* from now. Cancel it with ``GreenThread.cancel``."""
    hub = _get_hub()
    g = GreenThread(hub.greenlet)
    hub.schedule_call_global(seconds, g.switch, func, args, kwargs)
    return g


def spawn_after_local(seconds, func, *args, **kwargs):
    """Like ``spawn_after``, but nothing runs when the calling greenthread has ended by then."""
    hub = _get_hub()
    g = GreenThread(hub.greenlet)
    hub.schedule_call_local(seconds, g.switch, func, args, kwargs)
    return g


def _renamed(old, new, tail=''):
    warnings.warn('%s is renamed to %s, whichhas the same signature and semantics (plus a bit extra).%s'
                  % (old, new, tail), DeprecationWarning, stacklevel=3)


def call_after_global(seconds, func, *args, **kwargs):
    _renamed('call_after_global', 'spawn_after', '  Please do a quick search-and-replace on your codebase, thanks!')
    return _spawn_n(seconds, func, args, kwargs)[0]


def call_after_local(seconds, function, *args, **kwargs):
    _renamed('call_after_local', 'spawn_after_local')
    hub = _get_hub()
    g = _greenlet(function, parent=hub.greenlet)
    return hub.schedule_call_local(seconds, g.switch, *args, **kwargs)


call_after = call_after_local


def exc_after(seconds, *throw_args):
    warnings.warn('Instead of exc_after, which is deprecated, use Timeout(seconds, exception)', DeprecationWarning, stacklevel=2)
    if seconds is None:
        return timer.Timer(seconds, lambda: None)
    hub = _get_hub()
    return hub.schedule_call_local(seconds, getcurrent().throw, *throw_args)


def _spawn_n(seconds, func, args, kwargs):
    hub = _get_hub()
    g = _greenlet(func, parent=hub.greenlet)
    t = hub.schedule_call_global(seconds, g.switch, *args, **kwargs)
    return t, g


class GreenThread(_greenlet):
    """A greenlet whose result can be waited for, and which can be killed, cancelled and linked to."""

    def __init__(self, parent):
        _greenlet.__init__(self, self.main, parent)
        self._exit_event = event.Event()
        self._resolving_links = False
        self._exit_funcs = None

    def wait(self):
        """Return what the function returned, or raise what it raised."""
        return self._exit_event.wait()

    def link(self, func, *curried_args, **curried_kwargs):
        """Have ``func(greenthread, *curried_args, **curried_kwargs)`` called when the greenthread ends, or at once
        when it has ended."""
        if self._exit_funcs is None:
            self._exit_funcs = deque()
        self._exit_funcs.append((func, curried_args, curried_kwargs))
        if self._exit_event.ready():
            self._resolve_links()

    def unlink(self, func, *curried_args, **curried_kwargs):
        """Undo ``link``. True when there was such a link."""
        if not self._exit_funcs:
            return False
        try:
            self._exit_funcs.remove((func, curried_args, curried_kwargs))
            return True
        except ValueError:
            return False

    def main(self, function, args, kwargs):
        try:
            result = function(*args, **kwargs)
        except:
            self._exit_event.send_exception(*sys.exc_info())
            self._resolve_links()
            raise
        else:
            self._exit_event.send(result)
            if self._exit_funcs is not None:
                self._resolve_links()

    def _resolve_links(self):
        # A link may add links; the outer call picks those up.
        if self._resolving_links or not self._exit_funcs:
            return
        self._resolving_links = True
        try:
            exit_funcs = self._exit_funcs
            while exit_funcs:
                f, args, kwargs = exit_funcs.popleft()
                f(self, *args, **kwargs)
        finally:
            self._resolving_links = False

    def kill(self, *throw_args):
        """End the greenthread with GreenletExit or the given exception. Its waiters see that exception."""
        return kill(self, *throw_args)

    def cancel(self, *throw_args):
        """Like ``kill``, but only when the greenthread has not started."""
        return cancel(self, *throw_args)

    def __await__(self):
        """Wait in an async function that runs in the asyncio hub; RuntimeError under another hub."""
        from eventlet.asyncio import _await
        return _await(self)


def cancel(g, *throw_args):
    """Kill *g* unless it has started."""
    if not g:
        kill(g, *throw_args)


def _reraise(typ, value=None, tb=None):
    if isinstance(typ, BaseException):
        value = typ
    elif value is None:
        value = typ()
    elif not isinstance(value, BaseException):
        value = typ(*value) if isinstance(value, tuple) else typ(value)
    if value.__traceback__ is not tb:
        raise value.with_traceback(tb)
    raise value


def _start(hub):
    """Let the hub's loop begin, and come back at its first turn."""
    hub.schedule_call_global(0, getcurrent().switch)
    hub.switch()


def kill(g, *throw_args):
    """End a greenthread or greenlet by raising GreenletExit, or the given exception, in it."""
    if g.dead:
        return
    if not g:
        # Not started: there is no frame to raise in. Let it run something that raises, so that links and waiters
        # hear of its end.
        def just_raise(*a, **kw):
            if throw_args:
                _reraise(*throw_args)
            raise greenlet.GreenletExit()
        g.run = just_raise
        if isinstance(g, GreenThread):
            try:
                g.main(just_raise, (), {})
            except:
                pass
    current = getcurrent()
    hub = _get_hub()
    if current is not hub.greenlet:
        # The killer goes on at the hub's next turn.
        hub.ensure_greenlet()
        hub.schedule_call_global(0, current.switch)
        if not hub.greenlet:
            # A loop that has not begun cannot report the exception: it would die of it, and pass it on to the killer.
            if not g:
                throw_args = ()
            else:
                _start(hub)
    g.throw(*throw_args)
