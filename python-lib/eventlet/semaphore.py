"""Semaphores."""
from collections import deque

from eventlet import hubs, timeout as _timeout
from eventlet.support import greenlets as _greenlets

_getcurrent = _greenlets.getcurrent

try:
    from _eventlet import SemaphoreBase as _Base
except ImportError:
    _Base = object


class Semaphore(_Base):
    """A counter that ``acquire`` takes from, waiting while it is 0, and ``release`` adds to.

    Waiters are served in the order in which they came.
    """

    def __init__(self, value=1):
        try:
            value = int(value)
        except ValueError as e:
            msg = 'Semaphore() expect value :: int, actual: {0} {1}'.format(type(value), str(e))
            raise TypeError(msg)
        if value < 0:
            msg = 'Semaphore() expect value >= 0, actual: {0}'.format(repr(value))
            raise ValueError(msg)
        self.counter = value
        self._waiters = deque()

    def __repr__(self):
        return '<%s at %s c=%s _w[%s]>' % (self.__class__.__name__, hex(id(self)), self.counter, len(self._waiters))

    def __str__(self):
        return '<%s c=%s _w[%s]>' % (self.__class__.__name__, self.counter, len(self._waiters))

    if _Base is object:
        def locked(self):
            """True when ``acquire`` would wait."""
            return self.counter <= 0

        def acquire(self, blocking=True, timeout=None):
            """Take one. False when that would wait and *blocking* is false, or when *timeout* seconds passed."""
            return self._acquire_any(blocking, timeout)

        def release(self, blocking=True):
            """Give one back and wake a waiter. *blocking* is ignored."""
            self.counter += 1
            return self._wake()

    def bounded(self):
        """False: ``release`` never waits. For one interface with CappedSemaphore."""
        return False

    def _acquire_any(self, blocking, timeout):
        if timeout == -1:
            timeout = None
        if timeout and timeout < 0:
            raise ValueError('timeout value must be strictly positive')
        if not blocking:
            if timeout is not None:
                raise ValueError("can't specify timeout for non-blocking acquire")
            timeout = 0
        if self.counter <= 0:
            if not blocking:
                return False
            return self._wait_turn(timeout)
        # Only a caller that is ready to wait stands back for those who came earlier.
        if self._waiters and timeout is None:
            return self._wait_turn(None)
        self.counter -= 1
        return True

    def _wait_turn(self, timeout):
        current = _getcurrent()
        waiters = self._waiters
        if current not in waiters:
            waiters.append(current)
        switch = hubs.get_hub().switch
        try:
            if timeout is not None:
                acquired = False
                with _timeout.Timeout(timeout, False):
                    while True:
                        switch()
                        if self.counter > 0:
                            acquired = True
                            break
                if not acquired:
                    return False
            else:
                # Switching first and testing afterwards lets those who came earlier go first.
                while True:
                    switch()
                    if self.counter > 0:
                        break
        finally:
            try:
                waiters.remove(current)
            except ValueError:
                pass  # whoever woke us took us off the list
        self.counter -= 1
        return True

    def __enter__(self):
        self.acquire()

    def _wake(self):
        if self._waiters:
            hubs.get_hub().schedule_call_global(0, self._do_acquire)
        return True

    def _do_acquire(self):
        if self._waiters and self.counter > 0:
            waiter = self._waiters.popleft()
            waiter.switch()

    def __exit__(self, typ, val, tb):
        self.release()

    @property
    def balance(self):
        """How many more can acquire; below zero, minus the number of waiters."""
        return self.counter - len(self._waiters)


class BoundedSemaphore(Semaphore):
    """A semaphore that refuses to be released more often than it was acquired."""

    def __init__(self, value=1):
        super(BoundedSemaphore, self).__init__(value)
        self.original_counter = value

    def release(self, blocking=True):
        if self.counter >= self.original_counter:
            raise ValueError('Semaphore released too many times')
        return super(BoundedSemaphore, self).release(blocking)


class CappedSemaphore(object):
    """A semaphore with two ends: ``acquire`` waits at 0, ``release`` waits at *limit*."""

    def __init__(self, count, limit):
        if count < 0:
            raise ValueError('CappedSemaphore must be initialized with a positive number, got %s' % count)
        if count > limit:
            raise ValueError("'count' cannot be more than 'limit'")
        self.lower_bound = Semaphore(count)
        self.upper_bound = Semaphore(limit - count)

    def __repr__(self):
        return '<%s at %s b=%s l=%s u=%s>' % (
            self.__class__.__name__, hex(id(self)), self.balance, self.lower_bound, self.upper_bound)

    def __str__(self):
        return '<%s b=%s l=%s u=%s>' % (self.__class__.__name__, self.balance, self.lower_bound, self.upper_bound)

    def locked(self):
        """True when ``acquire`` would wait."""
        return self.lower_bound.locked()

    def bounded(self):
        """True when ``release`` would wait."""
        return self.upper_bound.locked()

    def acquire(self, blocking=True):
        if not blocking and self.locked():
            return False
        self.upper_bound.release()
        try:
            return self.lower_bound.acquire()
        except BaseException:
            # Killed or timed out while it waited: nothing was taken. It may go below zero for a moment, which no waiter minds.
            self.upper_bound.counter -= 1
            raise

    def __enter__(self):
        self.acquire()

    def release(self, blocking=True):
        if not blocking and self.bounded():
            return False
        self.lower_bound.release()
        try:
            return self.upper_bound.acquire()
        except BaseException:
            self.lower_bound.counter -= 1
            raise

    def __exit__(self, typ, val, tb):
        self.release()

    @property
    def balance(self):
        return self.lower_bound.balance - self.upper_bound.balance
