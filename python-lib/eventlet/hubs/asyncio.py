"""A hub with an asyncio event loop: async functions and greenthreads run side by side in one thread.

Chosen by ``EVENTLET_HUB=asyncio`` or ``hubs.use_hub('asyncio')``. The loop runs in a greenlet of its own on the hub that is best
for the platform, and waits green. So greenthreads cost what they cost without it, and an async function that calls something
green holds up other async functions only.
"""
from __future__ import absolute_import

import asyncio
import selectors
import weakref

from eventlet import hubs, patcher
from eventlet.support import greenlets as greenlet

_default = hubs.get_default_hub()
_real_selectors = patcher.original('selectors')
_loops = weakref.WeakSet()


def is_available():
    return True


class _Selector(selectors.BaseSelector):
    """A real selector whose waiting is done by the hub: an epoll descriptor is readable when something in it is ready."""

    def __init__(self):
        self._real = _real_selectors.EpollSelector()
        self._waiter = None

    def register(self, fileobj, events, data=None):
        return self._real.register(fileobj, events, data)

    def unregister(self, fileobj):
        return self._real.unregister(fileobj)

    def modify(self, fileobj, events, data=None):
        return self._real.modify(fileobj, events, data)

    def get_map(self):
        return self._real.get_map()

    def close(self):
        self._real.close()

    def wake(self):
        """End a wait in ``select``; for other greenlets of the thread."""
        waiter, self._waiter = self._waiter, None
        if waiter is not None:
            hubs.get_hub().schedule_call_global(0, waiter.switch)

    def select(self, timeout=None):
        ready = self._real.select(0)
        hub = hubs.get_hub()
        current = greenlet.getcurrent()
        timer = listener = None
        if ready or (timeout is not None and timeout <= 0):
            # A loop that always has something to do must leave the others a turn.
            timer = hub.schedule_call_global(0, current.switch)
        else:
            self._waiter = current
            if timeout is not None:
                timer = hub.schedule_call_global(timeout, current.switch)
            listener = hub.add(hub.READ, self._real.fileno(), current.switch, current.throw, None)
        try:
            hub.switch()
        finally:
            self._waiter = None
            if timer is not None:
                timer.cancel()
            if listener is not None:
                hub.remove(listener)
        return ready or self._real.select(0)

    def renew(self):
        """Take a new epoll instance, in a child process: one that it shared would take the parent's events away."""
        shared, self._real = self._real, _real_selectors.EpollSelector()
        for key in list(shared.get_map().values()):
            self._real.register(key.fileobj, key.events, key.data)
        shared._selector.close()


class _Loop(asyncio.SelectorEventLoop):
    """The event loop of a hub. Unlike others it may be given work by any greenlet of its thread while it waits."""

    def __init__(self):
        super(_Loop, self).__init__(_Selector())
        _loops.add(self)

    def call_soon(self, *args, **kwargs):
        handle = super(_Loop, self).call_soon(*args, **kwargs)
        self._selector.wake()
        return handle

    def call_at(self, *args, **kwargs):
        handle = super(_Loop, self).call_at(*args, **kwargs)
        self._selector.wake()
        return handle


def _after_fork():
    hub = getattr(hubs._threadlocal, 'hub', None)
    for loop in list(_loops):
        if not loop.is_closed():
            loop._selector.renew()
            if loop is getattr(hub, '_loop', None) and loop.is_running():
                # asyncio takes a loop for running in the process only that has started it.
                asyncio._set_running_loop(loop)


if patcher.register_at_fork is not None:
    patcher.register_at_fork(after_in_child=_after_fork)


class Hub(_default.Hub):
    """The platform's hub, with ``loop``, an asyncio event loop that runs when the hub does."""

    def __init__(self, clock=None):
        super(Hub, self).__init__(clock)
        self._loop = None
        self.schedule_call_global(0, self._start_loop)

    @property
    def loop(self):
        """The event loop."""
        # Made late: it has sockets, and green ones want to know the hub.
        if self._loop is None:
            self._loop = _Loop()
        return self._loop

    def _start_loop(self):
        greenlet.greenlet(self._run_loop, parent=self.greenlet).switch()

    def _run_loop(self):
        # It returns when somebody stops it, and ends with KeyboardInterrupt and SystemExit, which the hub hands to the main
        # greenlet; other greenthreads may be waiting for its tasks either way.
        try:
            self.loop.run_forever()
        finally:
            if not self.loop.is_closed():
                self.schedule_call_global(0, self._start_loop)
