"""A pool of greenthreads whose tasks depend on each other's results."""
import collections

from eventlet import greenthread
from eventlet.event import Event

_MISSING = object()


class Collision(Exception):
    """A key was used twice."""


class PropagateError(Exception):
    """A result that was asked for is the exception of the greenthread that should have made it."""

    def __init__(self, key, exc):
        # Passed on whole, so that the exception can be pickled.
        super(PropagateError, self).__init__(key, exc)
        self.key = key
        self.exc = exc

    def __str__(self):
        return 'PropagateError({0}): {1}: {2}'.format(self.key, self.exc.__class__.__name__, self.exc)


class DAGPool(object):
    """A directed acyclic graph of greenthreads.

    Each has a key and the keys whose results it needs. Its function is called as
    ``function(key, results, *args, **kwds)``, where iterating over *results* gives (key, value) pairs as they arrive.
    """

    _Coro = collections.namedtuple('_Coro', ('greenthread', 'pending'))

    def __init__(self, preload={}):
        try:
            iteritems = preload.items()
        except AttributeError:
            iteritems = preload
        # Results, by key; those of greenthreads that failed are PropagateErrors.
        self.values = dict(iteritems)
        # Greenthreads that run, by key.
        self.coros = {}
        # Sent, and replaced, whenever a result arrives.
        self.event = Event()

    def waitall(self):
        """Wait for everything, and return all results as a dict."""
        return self.wait()

    def wait(self, keys=_MISSING):
        """Return a dict of the results of *keys*, or of all, raising the first that is an exception."""
        return dict(self.wait_each(keys))

    def wait_each(self, keys=_MISSING):
        """Give (key, value) for *keys*, or for all, in the order in which they arrive."""
        return self._wait_each(self._get_keyset_for_wait_each(keys))

    def wait_each_success(self, keys=_MISSING):
        """Like ``wait_each``, leaving out exceptions."""
        for key, value in self._wait_each_raw(self._get_keyset_for_wait_each(keys)):
            if not isinstance(value, PropagateError):
                yield key, value

    def wait_each_exception(self, keys=_MISSING):
        """Like ``wait_each``, giving nothing but exceptions."""
        for key, value in self._wait_each_raw(self._get_keyset_for_wait_each(keys)):
            if isinstance(value, PropagateError):
                yield key, value

    def _get_keyset_for_wait_each(self, keys):
        if keys is not _MISSING:
            return set(keys)
        return set(self.coros.keys()) | set(self.values.keys())

    def _wait_each(self, pending):
        for key, value in self._wait_each_raw(pending):
            yield key, self._value_or_raise(value)

    @staticmethod
    def _value_or_raise(value):
        if isinstance(value, PropagateError):
            raise value
        return value

    def _wait_each_raw(self, pending):
        """Give (key, value) as results arrive. The set *pending*, which shrinks, is shared with ``waiting_for``."""
        while True:
            # Everything that is there. A snapshot, because the caller may do anything between two items.
            for key in [key for key in pending if key in self.values]:
                value = self.values[key]
                pending.remove(key)
                yield key, value
            if not pending:
                return
            self.event.wait()

    def spawn(self, key, depends, function, *args, **kwds):
        """Start a greenthread under *key* that needs the results of *depends*."""
        if key in self.coros or key in self.values:
            raise Collision(key)
        pending = set(depends)
        newcoro = greenthread.spawn(self._wrapper, function, key, self._wait_each(pending), *args, **kwds)
        self.coros[key] = self._Coro(newcoro, pending)

    def _wrapper(self, function, key, results, *args, **kwds):
        try:
            result = function(key, results, *args, **kwds)
        except Exception as err:
            result = PropagateError(key, err)
        finally:
            # Also when killed; a kill then posts the result itself.
            del self.coros[key]
        try:
            self.post(key, result)
        except Collision:
            # Posted by someone else meanwhile.
            pass
        return result

    def spawn_many(self, depends, function, *args, **kwds):
        """Start a greenthread for each key of *depends*, a dict from key to the keys that it needs."""
        for key, deps in depends.items():
            self.spawn(key, deps, function, *args, **kwds)

    def kill(self, key):
        """Kill the greenthread of *key*, which may be started anew."""
        self.coros[key].greenthread.kill()
        # One that never started had no chance to leave.
        self.coros.pop(key, None)

    def post(self, key, value, replace=False):
        """Make *value* the result of *key*. Raises Collision when there is one, unless *replace* is true."""
        coro = self.coros.get(key, _MISSING)
        if coro is not _MISSING and coro.greenthread is not greenthread.getcurrent():
            raise Collision(key)
        current = self.values.get(key, _MISSING)
        # A preloaded or posted result may be overwritten by one's wish only.
        if current is not _MISSING and not replace:
            raise Collision(key)
        self.values[key] = value
        # Those who wait look for their keys each time that something arrives.
        self.event.send((key, value))
        self.event = Event()

    def __getitem__(self, key):
        """Wait for one result."""
        for _, value in self.wait_each((key,)):
            return value

    def get(self, key, default=None):
        """Return a result that is there, or *default*."""
        return self._value_or_raise(self.values.get(key, default))

    def keys(self):
        """Return the keys that have results."""
        return tuple(self.values.keys())

    def items(self):
        """Return the (key, value) pairs of the results that are there."""
        return tuple((key, self._value_or_raise(value)) for key, value in self.values.items())

    def running(self):
        """How many greenthreads run or wait."""
        return len(self.coros)

    def running_keys(self):
        """Return the keys of the greenthreads that run or wait."""
        return tuple(self.coros.keys())

    def waiting(self):
        """How many greenthreads wait for results."""
        return len(self.waiting_for())

    def waiting_for(self, key=_MISSING):
        """Return the keys that the greenthread of *key* waits for; without it, a dict of those of all that wait."""
        if key is not _MISSING:
            coro = self.coros.get(key, _MISSING)
            if coro is _MISSING:
                # KeyError when there was never such a key.
                self.values[key]
                return set()
            return set(k for k in coro.pending if k not in self.values)
        result = {}
        for key, coro in self.coros.items():
            missing = set(k for k in coro.pending if k not in self.values)
            if missing:
                result[key] = missing
        return result
