"""Queues for greenthreads, with the interface of the standard library's queue module.

Unlike there, a maxsize of 0 makes a channel: ``put`` waits until somebody takes the item. None or a negative
number means no limit.
"""
import collections
import heapq
import sys
import queue as Stdlib_Queue

from eventlet.event import Event
from eventlet.hubs import get_hub
from eventlet.support import greenlets as _greenlets
from eventlet.timeout import Timeout

__all__ = ['Queue', 'PriorityQueue', 'LifoQueue', 'LightQueue', 'Full', 'Empty']

try:
    from types import GenericAlias as _GenericAlias
except ImportError:
    _GenericAlias = None

try:
    import _eventlet
    _Base = _eventlet.QueueBase
except ImportError:
    _eventlet = None
    _Base = object

_NONE = object()
Full = Stdlib_Queue.Full
Empty = Stdlib_Queue.Empty
getcurrent = _greenlets.getcurrent


def _print_exc():
    import traceback
    traceback.print_exc()


class Waiter(object):
    """One greenlet that waits to be handed a value by the hub."""

    __slots__ = ['greenlet']

    def __init__(self):
        self.greenlet = None

    def __repr__(self):
        if self.waiting:
            waiting = ' waiting'
        else:
            waiting = ''
        return '<%s at %s%s greenlet=%r>' % (type(self).__name__, hex(id(self)), waiting, self.greenlet)

    def __str__(self):
        if self.waiting:
            waiting = ' waiting'
        else:
            waiting = ''
        return '<%s%s greenlet=%s>' % (type(self).__name__, waiting, self.greenlet)

    def __bool__(self):
        return self.greenlet is not None

    __nonzero__ = __bool__

    @property
    def waiting(self):
        return self.greenlet is not None

    def switch(self, value=None):
        """Wake the waiter with a value. For the hub only."""
        assert getcurrent() is get_hub().greenlet, "Can only use Waiter.switch method from the mainloop"
        if self.greenlet is not None:
            try:
                self.greenlet.switch(value)
            except Exception:
                _print_exc()

    def throw(self, *throw_args):
        """Wake the waiter with an exception. For the hub only."""
        assert getcurrent() is get_hub().greenlet, "Can only use Waiter.switch method from the mainloop"
        if self.greenlet is not None:
            try:
                self.greenlet.throw(*throw_args)
            except Exception:
                _print_exc()

    def wait(self):
        """Sleep until ``switch`` or ``throw``."""
        assert self.greenlet is None, 'This Waiter is already used by %r' % (self.greenlet,)
        self.greenlet = getcurrent()
        try:
            return get_hub().switch()
        finally:
            self.greenlet = None


class ItemWaiter(Waiter):
    """A greenlet that waits to get rid of an item."""

    __slots__ = ['item', 'block']

    def __init__(self, item, block):
        Waiter.__init__(self)
        self.item = item
        self.block = block


class _Line(object):
    """Waiters in the order in which they came; any of them may leave."""

    __slots__ = ['_waiters']

    def __init__(self):
        # Hot code looks at this dict itself; it stays the same object.
        self._waiters = {}

    def __len__(self):
        return len(self._waiters)

    def __bool__(self):
        return bool(self._waiters)

    def __iter__(self):
        return iter(self._waiters)

    def __contains__(self, waiter):
        return waiter in self._waiters

    def add(self, waiter):
        self._waiters[waiter] = True

    def discard(self, waiter):
        self._waiters.pop(waiter, None)

    def pop(self):
        waiter = next(iter(self._waiters))
        del self._waiters[waiter]
        return waiter

    def push_front(self, waiter):
        others = list(self._waiters)
        self._waiters.clear()
        self._waiters[waiter] = True
        for other in others:
            self._waiters[other] = True


class LightQueue(_Base):
    """A queue without ``join`` and ``task_done``, and faster for that."""

    # Queue[int], for annotations.
    if _GenericAlias is not None:
        __class_getitem__ = classmethod(_GenericAlias)

    def __init__(self, maxsize=None):
        if maxsize is None or maxsize < 0:
            self.maxsize = None
        else:
            self.maxsize = maxsize
        self.getters = _Line()
        self.putters = _Line()
        self._event_unlock = None
        self._init(maxsize)

    # What a subclass replaces.

    def _init(self, maxsize):
        self.queue = collections.deque()

    def _get(self):
        return self.queue.popleft()

    def _put(self, item):
        self.queue.append(item)

    def __repr__(self):
        return '<%s at %s %s>' % (type(self).__name__, hex(id(self)), self._format())

    def __str__(self):
        return '<%s %s>' % (type(self).__name__, self._format())

    def _format(self):
        result = 'maxsize=%r' % (self.maxsize,)
        if getattr(self, 'queue', None):
            result += ' queue=%r' % (self.queue,)
        if self.getters:
            result += ' getters[%s]' % len(self.getters)
        if self.putters:
            result += ' putters[%s]' % len(self.putters)
        if self._event_unlock is not None:
            result += ' unlocking'
        return result

    def qsize(self):
        return len(self.queue)

    def resize(self, size):
        """Change the maximum size. Items beyond it stay."""
        if self.maxsize is not None and (size is None or size > self.maxsize):
            if self.putters:
                self._schedule_unlock()
        self.maxsize = size

    def putting(self):
        """How many greenthreads wait in ``put``."""
        return len(self.putters)

    def getting(self):
        """How many greenthreads wait in ``get``."""
        return len(self.getters)

    def empty(self):
        return not self.qsize()

    def full(self):
        return self.maxsize is not None and self.qsize() >= self.maxsize

    # A native base has put and get of its own, for items that can come or go at once, and asks these for the rest.

    def _put_any(self, item, block=True, timeout=None):
        """Put an item, waiting for room while the queue is full. Raises Full after *timeout* seconds, or at once
        when *block* is false."""
        if self.maxsize is None or self.qsize() < self.maxsize:
            self._put(item)
            if self.getters._waiters:
                self._schedule_unlock()
        elif not block and get_hub().greenlet is getcurrent():
            # The hub itself cannot wait, but it can hand items to those who do and so make room.
            while self.getters:
                getter = self.getters.pop()
                if getter:
                    self._put(item)
                    item = self._get()
                    getter.switch(item)
                    return
            raise Full
        elif block:
            waiter = ItemWaiter(item, block)
            self.putters.add(waiter)
            timeout = Timeout(timeout, Full)
            try:
                if self.getters:
                    self._schedule_unlock()
                result = waiter.wait()
                assert result is waiter, "Invalid switch into Queue.put: %r" % (result,)
                if waiter.item is not _NONE:
                    self._put(item)
            finally:
                timeout.cancel()
                self.putters.discard(waiter)
        elif self.getters:
            # A getter is waiting: the item may pass through although there is no room for it.
            waiter = ItemWaiter(item, block)
            self.putters.add(waiter)
            self._schedule_unlock()
            try:
                result = waiter.wait()
                assert result is waiter, "Invalid switch into Queue.put: %r" % (result,)
                if waiter.item is not _NONE:
                    raise Full
            finally:
                self.putters.discard(waiter)
        else:
            raise Full

    def put_nowait(self, item):
        self.put(item, False)

    def _get_any(self, block=True, timeout=None):
        """Take an item, waiting for one. Raises Empty after *timeout* seconds, or at once when *block* is false."""
        if self.qsize():
            if self.putters._waiters:
                self._schedule_unlock()
            return self._get()
        elif not block and get_hub().greenlet is getcurrent():
            while self.putters:
                putter = self.putters.pop()
                if putter:
                    putter.switch(putter)
                    if self.qsize():
                        return self._get()
            raise Empty
        elif block:
            waiter = Waiter()
            timeout = Timeout(timeout, Empty)
            try:
                self.getters.add(waiter)
                if self.putters:
                    self._schedule_unlock()
                try:
                    return waiter.wait()
                except:
                    self._schedule_unlock()
                    raise
            finally:
                self.getters.discard(waiter)
                timeout.cancel()
        else:
            raise Empty

    def get_nowait(self):
        return self.get(False)

    def _unlock(self):
        """Match those who wait with items and room. Runs in the hub."""
        getters = self.getters
        putters = self.putters
        getting = getters._waiters
        putting = putters._waiters
        try:
            while True:
                if getting and self.qsize():
                    getter = getters.pop()
                    if getter:
                        try:
                            item = self._get()
                        except:
                            getter.throw(*sys.exc_info())
                        else:
                            getter.switch(item)
                elif putting and getting:
                    putter = putters.pop()
                    if putter:
                        getter = getters.pop()
                        if getter:
                            item = putter.item
                            # Tells put that the item is gone.
                            putter.item = _NONE
                            self._put(item)
                            item = self._get()
                            getter.switch(item)
                            putter.switch(putter)
                        else:
                            putters.push_front(putter)
                elif putting and (self.maxsize is None or self.qsize() < self.maxsize):
                    putter = putters.pop()
                    putter.switch(putter)
                elif putting and not next(iter(putting)).block:
                    # A put that would not wait hoped for a getter that is gone.
                    putter = putters.pop()
                    putter.switch(putter)
                else:
                    break
        finally:
            self._event_unlock = None

    def _schedule_unlock(self):
        if self._event_unlock is None:
            self._event_unlock = get_hub().schedule_call_global(0, self._unlock)


if _eventlet is None:
    LightQueue.put = LightQueue._put_any
    LightQueue.get = LightQueue._get_any
else:
    _eventlet.setup_queue(LightQueue._put, LightQueue._get, LightQueue.qsize)


class Queue(LightQueue):
    """A queue that counts unfinished tasks: ``task_done`` and ``join``."""

    def __init__(self, maxsize=None):
        LightQueue.__init__(self, maxsize)
        self.unfinished_tasks = 0
        self._cond = Event()

    def _format(self):
        result = LightQueue._format(self)
        if self.unfinished_tasks:
            result += ' tasks=%s _cond=%s' % (self.unfinished_tasks, self._cond)
        return result

    def _put(self, item):
        LightQueue._put(self, item)
        self._put_bookkeeping()

    def _put_bookkeeping(self):
        self.unfinished_tasks += 1
        if self._cond.ready():
            self._cond.reset()

    def task_done(self):
        """Say that the task of one item taken is done."""
        if self.unfinished_tasks <= 0:
            raise ValueError('task_done() called too many times')
        self.unfinished_tasks -= 1
        if self.unfinished_tasks == 0:
            self._cond.send(None)

    def join(self):
        """Wait until every item put was taken and its task done."""
        if self.unfinished_tasks > 0:
            self._cond.wait()


class PriorityQueue(Queue):
    """Gives the smallest item first."""

    def _init(self, maxsize):
        self.queue = []

    def _put(self, item, heappush=heapq.heappush):
        heappush(self.queue, item)
        self._put_bookkeeping()

    def _get(self, heappop=heapq.heappop):
        return heappop(self.queue)


class LifoQueue(Queue):
    """Gives the newest item first."""

    def _init(self, maxsize):
        self.queue = []

    def _put(self, item):
        self.queue.append(item)
        self._put_bookkeeping()

    def _get(self):
        return self.queue.pop()
