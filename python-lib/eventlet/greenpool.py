"""Pools of greenthreads."""
from eventlet import event, greenthread, queue, semaphore
from eventlet.support import greenlets as greenlet

__all__ = ['GreenPool', 'GreenPile']

# Print the traceback of what a function run by spawn_n raises.
DEBUG = True

_getcurrent = greenlet.getcurrent
_spawn_packed = greenthread._spawn_packed


class GreenPool(object):
    """Runs functions in greenthreads, at most *size* at a time."""

    def __init__(self, size=1000):
        try:
            size = int(size)
        except ValueError as e:
            msg = 'GreenPool() expect size :: int, actual: {0} {1}'.format(type(size), str(e))
            raise TypeError(msg)
        if size < 0:
            msg = 'GreenPool() expect size >= 0, actual: {0}'.format(repr(size))
            raise ValueError(msg)
        self.size = size
        self.coroutines_running = set()
        self.sem = semaphore.Semaphore(size)
        self.no_coros_running = event.Event()

    def resize(self, new_size):
        """Change the limit. Greenthreads that run already are left alone."""
        size_delta = new_size - self.size
        self.sem.counter += size_delta
        self.size = new_size

    def running(self):
        """How many greenthreads of the pool run."""
        return len(self.coroutines_running)

    def free(self):
        """How many more could run."""
        return self.sem.counter

    def spawn(self, function, *args, **kwargs):
        """Run the function in a GreenThread of the pool, which is returned. Waits while the pool is full."""
        return self._spawn(function, args, kwargs)

    def _spawn(self, function, args, kwargs):
        current = _getcurrent()
        if self.sem.locked() and current in self.coroutines_running:
            # A worker that waited here for room might wait for itself, so it does the work in place.
            gt = greenthread.GreenThread(current)
            gt.main(function, args, kwargs)
            return gt
        self.sem.acquire()
        gt = _spawn_packed(function, args, kwargs)
        if not self.coroutines_running:
            self.no_coros_running = event.Event()
        self.coroutines_running.add(gt)
        gt.link(self._spawn_done)
        return gt

    def _spawn_n_impl(self, func, args, kwargs, coro):
        try:
            try:
                func(*args, **kwargs)
            except (KeyboardInterrupt, SystemExit, greenlet.GreenletExit):
                raise
            except:
                if DEBUG:
                    import traceback
                    traceback.print_exc()
        finally:
            if coro is not None:
                coro = _getcurrent()
                self._spawn_done(coro)

    def spawn_n(self, function, *args, **kwargs):
        """Like ``spawn``, with no way to wait for the result. An exception is printed."""
        current = _getcurrent()
        if self.sem.locked() and current in self.coroutines_running:
            self._spawn_n_impl(function, args, kwargs, None)
        else:
            self.sem.acquire()
            g = greenthread.spawn_n(self._spawn_n_impl, function, args, kwargs, True)
            if not self.coroutines_running:
                self.no_coros_running = event.Event()
            self.coroutines_running.add(g)

    def waitall(self):
        """Wait until nothing runs in the pool."""
        assert _getcurrent() not in self.coroutines_running, \
            "Calling waitall() from within one of the GreenPool's greenthreads will never terminate."
        if self.running():
            self.no_coros_running.wait()

    def _spawn_done(self, coro):
        self.sem.release()
        if coro is not None:
            self.coroutines_running.remove(coro)
        # Whoever waits for room is work to come, so balance and not the set decides.
        if self.sem.balance == self.size:
            self.no_coros_running.send(None)

    def waiting(self):
        """How many greenthreads wait to spawn."""
        if self.sem.balance < 0:
            return -self.sem.balance
        return 0

    def _do_map(self, func, it, gi):
        for args in it:
            gi._add(func, tuple(args), {})
        gi.done_spawning()

    def starmap(self, function, iterable):
        """``itertools.starmap``, each call in a greenthread; results come in order."""
        if function is None:
            function = lambda *a: a
        # An own greenthread feeds the pool, so that the caller can begin to take results while the input lasts.
        # At most a pool's worth of results waits to be taken.
        gi = GreenMap(self.size)
        greenthread.spawn_n(self._do_map, function, iterable, gi)
        return gi

    def imap(self, function, *iterables):
        """``map``, each call in a greenthread; results come in order."""
        return self.starmap(function, zip(*iterables))


class GreenPile(object):
    """Spawns a pile of work and gives the results by iteration, in the order of spawning."""

    def __init__(self, size_or_pool=1000):
        if isinstance(size_or_pool, GreenPool):
            self.pool = size_or_pool
        else:
            self.pool = GreenPool(size_or_pool)
        self.waiters = queue.LightQueue()
        self.counter = 0

    def spawn(self, func, *args, **kw):
        """Run the function; its result comes out of the iteration."""
        self._add(func, args, kw)

    def _add(self, func, args, kw):
        self.counter += 1
        pool = self.pool
        try:
            if type(pool).spawn is GreenPool.spawn:
                # Without packing the arguments once more.
                gt = pool._spawn(func, args, kw)
            else:
                gt = pool.spawn(func, *args, **kw)
            self.waiters.put(gt)
        except:
            self.counter -= 1
            raise

    def __iter__(self):
        return self

    def next(self):
        """Wait for the next result, or raise what its function raised."""
        if self.counter == 0:
            raise StopIteration()
        return self._next()

    __next__ = next

    def _next(self):
        try:
            return self.waiters.get().wait()
        finally:
            self.counter -= 1


class GreenMap(GreenPile):
    """What imap and starmap return: it ends when told to, rather than when nothing is pending."""

    def __init__(self, size_or_pool):
        super(GreenMap, self).__init__(size_or_pool)
        self.waiters = queue.LightQueue(maxsize=self.pool.size)

    def done_spawning(self):
        self.spawn(lambda: StopIteration())

    def next(self):
        val = self._next()
        if isinstance(val, StopIteration):
            raise val
        return val

    __next__ = next
