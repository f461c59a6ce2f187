"""The part of a hub that does not depend on how readiness is polled: timers, listeners, the main loop."""
import errno
import heapq
import signal
import sys
from time import monotonic

from eventlet.hubs import timer
from eventlet.support import greenlets as greenlet

arm_alarm = None
if hasattr(signal, 'setitimer'):
    def alarm_itimer(seconds):
        signal.setitimer(signal.ITIMER_REAL, seconds)
    arm_alarm = alarm_itimer
else:
    arm_alarm = signal.alarm

# Changed through debug.hub_prevent_multiple_readers only.
g_prevent_multiple_readers = True

READ = 'read'
WRITE = 'write'


def closed_callback(fileno):
    """What a listener calls after its descriptor went away under it: nothing."""


def alarm_handler(signum, frame):
    import inspect
    raise RuntimeError('Blocking detector ALARMED at' + str(inspect.getframeinfo(frame)))


class FdListener(object):
    """One greenlet's wait for one kind of event on one descriptor."""

    def __init__(self, evtype, fileno, cb, tb, mark_as_closed):
        assert evtype is READ or evtype is WRITE
        self.evtype = evtype
        self.fileno = fileno
        self.cb = cb
        self.tb = tb
        self.mark_as_closed = mark_as_closed
        self.spent = False
        self.greenlet = greenlet.getcurrent()

    def __repr__(self):
        return '%s(%r, %r, %r, %r)' % (type(self).__name__, self.evtype, self.fileno, self.cb, self.tb)

    __str__ = __repr__

    def defang(self):
        """Make sure that the listener never wakes anyone again."""
        self.cb = closed_callback
        if self.mark_as_closed is not None:
            self.mark_as_closed()
        self.spent = True


noop = FdListener(READ, 0, lambda fileno: None, lambda *exc: None, None)


class DebugListener(FdListener):
    """A listener that remembers where it was made."""

    def __init__(self, evtype, fileno, cb, tb, mark_as_closed):
        import traceback
        self.where_called = traceback.format_stack()
        self.greenlet = greenlet.getcurrent()
        super(DebugListener, self).__init__(evtype, fileno, cb, tb, mark_as_closed)

    def __repr__(self):
        return 'DebugListener(%r, %r, %r, %r, %r, %r)\n%sEndDebugFdListener' % (
            self.evtype, self.fileno, self.cb, self.tb, self.mark_as_closed, self.greenlet,
            ''.join(self.where_called))

    __str__ = __repr__


class BaseHub(object):
    """Base of every hub. A subclass adds ``wait`` and tells its poller about ``add`` and ``remove``."""

    SYSTEM_EXCEPTIONS = (KeyboardInterrupt, SystemExit)

    READ = READ
    WRITE = WRITE

    def __init__(self, clock=None):
        self.listeners = {READ: {}, WRITE: {}}
        self.secondaries = {READ: {}, WRITE: {}}
        self.closed = []

        if clock is None:
            clock = monotonic
        self.clock = clock
        self.greenlet = greenlet.greenlet(self.run)
        self.stopping = False
        self.running = False
        self.timers = []
        self.next_timers = []
        self.lclass = FdListener
        self.timers_canceled = 0
        self.debug_exceptions = True
        self.debug_blocking = False
        self.debug_blocking_resolution = 1

    # Blocking detection (debug.hub_blocking_detection)

    def block_detect_pre(self):
        previous = signal.signal(signal.SIGALRM, alarm_handler)
        if previous != alarm_handler:
            self._old_signal_handler = previous
        arm_alarm(self.debug_blocking_resolution)

    def block_detect_post(self):
        previous = getattr(self, '_old_signal_handler', None)
        if previous:
            signal.signal(signal.SIGALRM, previous)
        signal.alarm(0)

    # Listeners

    def add(self, evtype, fileno, cb, tb, mark_as_closed):
        """Register interest in ``evtype`` on ``fileno``.

        ``cb(fileno)`` runs when it is ready; ``tb(exception)`` when the wait ends badly; ``mark_as_closed()`` when
        the descriptor turns out to be closed.
        """
        listener = self.lclass(evtype, fileno, cb, tb, mark_as_closed)
        bucket = self.listeners[evtype]
        if fileno not in bucket:
            bucket[fileno] = listener
            return listener
        if g_prevent_multiple_readers:
            raise RuntimeError(
                "Second simultaneous %s on fileno %s detected.  Unless you really know what you're doing, make sure "
                "that only one greenthread can %s any particular socket.  Consider using a pools.Pool. If you do know "
                "what you're doing and want to disable this error, call "
                "eventlet.debug.hub_prevent_multiple_readers(False) - MY THREAD=%s; THAT THREAD=%s" % (
                    evtype, fileno, evtype, cb, bucket[fileno]))
        self.secondaries[evtype].setdefault(fileno, []).append(listener)
        return listener

    def _obsolete(self, fileno):
        """Queue every listener of ``fileno`` to be told that its descriptor is gone. True when there was one."""
        found = False
        for buckets in (self.secondaries, self.listeners):
            for bucket in buckets.values():
                entry = bucket.pop(fileno, None)
                if entry is None:
                    continue
                found = True
                for listener in (entry if buckets is self.secondaries else (entry,)):
                    self.closed.append(listener)
                    listener.defang()
        return found

    def notify_close(self, fileno):
        """A descriptor was closed. Its listeners end when the number comes back, see ``mark_as_reopened``."""

    def remove(self, listener):
        """Forget a listener; the next one waiting for the same event takes its place."""
        if listener.spent:
            return
        evtype = listener.evtype
        fileno = listener.fileno
        bucket = self.listeners[evtype]
        waiting = self.secondaries[evtype]
        if bucket.get(fileno) is listener:
            queue = waiting.get(fileno)
            if queue:
                bucket[fileno] = queue.pop(0)
                if not queue:
                    del waiting[fileno]
            else:
                del bucket[fileno]
            return
        queue = waiting.get(fileno)
        if queue and listener in queue:
            queue.remove(listener)
            if not queue:
                del waiting[fileno]

    def mark_as_reopened(self, fileno):
        """A descriptor number was handed out again: whoever still waits on the old one waits for nothing."""
        self._obsolete(fileno)

    def remove_descriptor(self, fileno):
        """Drop every listener of a descriptor that cannot be polled, waking each."""
        doomed = [self.listeners[READ].get(fileno, noop), self.listeners[WRITE].get(fileno, noop)]
        doomed.extend(self.secondaries[READ].get(fileno, ()))
        doomed.extend(self.secondaries[WRITE].get(fileno, ()))
        for listener in doomed:
            try:
                # The callback sends the greenlet back into the failing call, which reports the real error.
                listener.cb(fileno)
            except Exception:
                self.squelch_generic_exception(sys.exc_info())
        # Those that did not go by themselves go now; what the callbacks have added stays.
        for evtype in (READ, WRITE):
            primary = self.listeners[evtype].pop(fileno, None)
            waiting = self.secondaries[evtype].pop(fileno, [])
            left = [x for x in ([] if primary is None else [primary]) + waiting if not any(x is one for one in doomed)]
            if left:
                self.listeners[evtype][fileno] = left[0]
            if left[1:]:
                self.secondaries[evtype][fileno] = left[1:]

    def close_one(self):
        """Tell one obsoleted listener that its descriptor is gone."""
        listener = self.closed.pop()
        if not listener.greenlet.dead:
            listener.tb(_hubs().IOClosed(errno.ENOTCONN, 'Operation on closed file'))

    def get_readers(self):
        return self.listeners[READ].values()

    def get_writers(self):
        return self.listeners[WRITE].values()

    # Switching

    def ensure_greenlet(self):
        if self.greenlet.dead:
            # A hub that was aborted or whose loop died starts over in a new greenlet. The old one becomes its child:
            # greenthreads that hang below the old one must arrive in the new one when they end.
            fresh = greenlet.greenlet(self.run, self.greenlet.parent)
            self.greenlet.parent = fresh
            self.greenlet = fresh

    def switch(self):
        """Give up control until something switches back to the calling greenlet."""
        cur = greenlet.getcurrent()
        mainloop = self.greenlet
        assert cur is not mainloop, 'Cannot switch to MAINLOOP from MAINLOOP'
        switch_out = getattr(cur, 'switch_out', None)
        if switch_out is not None:
            try:
                switch_out()
            except:
                self.squelch_generic_exception(sys.exc_info())
        if mainloop.dead:
            self.ensure_greenlet()
            mainloop = self.greenlet
        try:
            if mainloop.parent is not cur:
                cur.parent = mainloop
        except ValueError:
            pass  # the hub hangs below this greenlet already
        return mainloop.switch()

    # The main loop

    def wait(self, seconds=None):
        raise NotImplementedError('Implement this in a subclass')

    def default_sleep(self):
        return 60.0

    def sleep_until(self):
        """The time at which the earliest timer is due, or None."""
        timers = self.timers
        if not timers:
            return None
        return timers[0][0]

    def run(self, *a, **kw):
        """Run until aborted."""
        if self.running:
            raise RuntimeError('Already running!')
        clock = self.clock
        try:
            self.running = True
            self.stopping = False
            while not self.stopping:
                while self.closed:
                    self.close_one()
                if self.next_timers:
                    self.prepare_timers()
                if self.timers:
                    if self.debug_blocking:
                        self.block_detect_pre()
                    self.fire_timers(clock())
                    if self.debug_blocking:
                        self.block_detect_post()
                    if self.next_timers:
                        self.prepare_timers()
                elif self.debug_blocking:
                    self.block_detect_pre()
                    self.block_detect_post()
                wakeup_when = self.sleep_until()
                if self.closed:
                    sleep_time = 0  # someone has to be told at once
                elif wakeup_when is None:
                    sleep_time = self.default_sleep()
                else:
                    sleep_time = wakeup_when - clock()
                self.wait(sleep_time if sleep_time > 0 else 0)
            else:
                self.timers_canceled = 0
                del self.timers[:]
                del self.next_timers[:]
        finally:
            self.running = False
            self.stopping = False

    def abort(self, wait=False):
        """Stop the main loop after what it is doing now; with ``wait``, return when it has stopped."""
        if self.running:
            self.stopping = True
        if wait:
            assert self.greenlet is not greenlet.getcurrent(), \
                "Can't abort with wait from inside the hub's greenlet."
            # Without a timer that is due at once the loop would sit in the poller.
            self.schedule_call_global(0, lambda: None)
            self.switch()

    def squelch_exception(self, fileno, exc_info):
        _print_exception(exc_info)
        sys.stderr.write('Removing descriptor: %r\n' % (fileno,))
        sys.stderr.flush()
        try:
            self.remove_descriptor(fileno)
        except Exception as e:
            sys.stderr.write('Exception while removing descriptor! %r\n' % (e,))
            sys.stderr.flush()

    def squelch_generic_exception(self, exc_info):
        if self.debug_exceptions:
            _print_exception(exc_info)
            sys.stderr.flush()

    def squelch_timer_exception(self, timer, exc_info):
        if self.debug_exceptions:
            _print_exception(exc_info)
            sys.stderr.flush()

    # Timers

    def add_timer(self, timer):
        scheduled_time = self.clock() + timer.seconds
        # Not pushed on the heap yet: a timer made while timers fire must wait for the next turn of the loop.
        self.next_timers.append((scheduled_time, timer))
        return scheduled_time

    def timer_canceled(self, timer):
        self.timers_canceled += 1
        total = len(self.timers) + len(self.next_timers)
        if total > 1000 and total / 2 <= self.timers_canceled:
            self.timers_canceled = 0
            self.timers = [t for t in self.timers if not t[1].called]
            self.next_timers = [t for t in self.next_timers if not t[1].called]
            heapq.heapify(self.timers)

    def prepare_timers(self):
        heappush = heapq.heappush
        heap = self.timers
        for item in self.next_timers:
            if item[1].called:
                self.timers_canceled -= 1
            else:
                heappush(heap, item)
        del self.next_timers[:]

    def schedule_call_local(self, seconds, cb, *args, **kw):
        """Run ``cb`` after ``seconds``, unless the greenlet that asks is dead by then."""
        t = timer.LocalTimer(seconds, cb, *args, **kw)
        self.add_timer(t)
        return t

    def schedule_call_global(self, seconds, cb, *args, **kw):
        """Run ``cb`` after ``seconds``, whatever becomes of the greenlet that asks."""
        t = timer.Timer(seconds, cb, *args, **kw)
        self.next_timers.append((self.clock() + seconds, t))
        return t

    def fire_timers(self, when):
        heappop = heapq.heappop
        heap = self.timers
        while heap:
            due = heap[0]
            if when < due[0]:
                break
            heappop(heap)
            one = due[1]
            try:
                if one.called:
                    self.timers_canceled -= 1
                else:
                    one()
            except self.SYSTEM_EXCEPTIONS:
                raise
            except:
                self.squelch_timer_exception(one, sys.exc_info())
            # A callback that cancels many timers replaces the heap.
            heap = self.timers

    def get_timers_count(hub):
        return len(hub.timers) + len(hub.next_timers)

    # Debugging

    def set_debug_listeners(self, value):
        self.lclass = DebugListener if value else FdListener

    def set_timer_exceptions(self, value):
        self.debug_exceptions = value


def _print_exception(exc_info):
    # Imported when something goes wrong: it brings regular expressions and the tokenizer with it.
    import traceback
    traceback.print_exception(*exc_info)


def _hubs():
    from eventlet import hubs
    return hubs
