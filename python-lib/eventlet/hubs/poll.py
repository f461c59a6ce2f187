"""Hub on select.poll."""
import errno
import math
import sys

from eventlet import patcher, support
from eventlet.hubs import hub

select = patcher.original('select')
time = patcher.original('time')

_POLLIN = getattr(select, 'POLLIN', 1)
_POLLPRI = getattr(select, 'POLLPRI', 2)
_POLLOUT = getattr(select, 'POLLOUT', 4)
_POLLERR = getattr(select, 'POLLERR', 8)
_POLLHUP = getattr(select, 'POLLHUP', 16)
_POLLNVAL = getattr(select, 'POLLNVAL', 32)


def is_available():
    return hasattr(select, 'poll')


class Hub(hub.BaseHub):
    def __init__(self, clock=None):
        super(Hub, self).__init__(clock)
        self.EXC_MASK = _POLLERR | _POLLHUP
        self.READ_MASK = _POLLIN | _POLLPRI
        self.WRITE_MASK = _POLLOUT
        self._make_poll()

    def _make_poll(self):
        self.poll = select.poll()

    def add(self, evtype, fileno, cb, tb, mac):
        known = fileno in self.listeners[hub.READ] or fileno in self.listeners[hub.WRITE]
        listener = super(Hub, self).add(evtype, fileno, cb, tb, mac)
        try:
            self.register(fileno, new=not known)
        except:
            super(Hub, self).remove(listener)
            raise
        return listener

    def remove(self, listener):
        super(Hub, self).remove(listener)
        self.register(listener.fileno)

    def register(self, fileno, new=False):
        """Tell the poller what this descriptor's listeners wait for."""
        mask = 0
        if fileno in self.listeners[hub.READ]:
            mask = self.READ_MASK | self.EXC_MASK
        if fileno in self.listeners[hub.WRITE]:
            mask |= self.WRITE_MASK | self.EXC_MASK
        try:
            if not mask:
                try:
                    self.poll.unregister(fileno)
                except (KeyError, IOError, OSError):
                    pass  # closed meanwhile
            elif new:
                try:
                    self.poll.register(fileno, mask)
                except (IOError, OSError) as ex:
                    # The kernel still knows the number when a duplicate of a closed descriptor is open.
                    if support.get_errno(ex) != errno.EEXIST:
                        raise
                    self.poll.modify(fileno, mask)
            else:
                try:
                    self.poll.modify(fileno, mask)
                except (IOError, OSError):
                    self.poll.register(fileno, mask)
        except ValueError:
            # The number cannot be a descriptor.
            self.remove_descriptor(fileno)
            raise

    def remove_descriptor(self, fileno):
        super(Hub, self).remove_descriptor(fileno)
        if fileno in self.listeners[hub.READ] or fileno in self.listeners[hub.WRITE]:
            return
        try:
            self.poll.unregister(fileno)
        except (KeyError, ValueError, IOError, OSError):
            pass

    def do_poll(self, seconds):
        # Rounded up, so that the loop does not spin through the last fraction of a millisecond.
        return self.poll.poll(int(math.ceil(seconds * 1000.0)))

    def wait(self, seconds=None):
        readers = self.listeners[hub.READ]
        writers = self.listeners[hub.WRITE]
        if not readers and not writers:
            if seconds:
                time.sleep(seconds)
            return
        try:
            presult = self.do_poll(seconds)
        except (IOError, OSError) as e:
            if support.get_errno(e) == errno.EINTR:
                return
            raise
        if not presult:
            return
        system_exceptions = self.SYSTEM_EXCEPTIONS
        if self.debug_blocking:
            self.block_detect_pre()

        # Collected first: a callback may add and remove listeners, which must not change who this round wakes.
        read_mask = self.READ_MASK
        write_mask = self.WRITE_MASK
        exc_mask = self.EXC_MASK
        noop = hub.noop
        ready = []
        for fileno, event in presult:
            if event & _POLLNVAL:
                self.remove_descriptor(fileno)
                continue
            failed = event & exc_mask
            if failed or event & read_mask:
                ready.append((readers.get(fileno, noop), fileno))
            if failed or event & write_mask:
                ready.append((writers.get(fileno, noop), fileno))

        for listener, fileno in ready:
            try:
                listener.cb(fileno)
            except system_exceptions:
                raise
            except:
                self.squelch_exception(fileno, sys.exc_info())

        if self.debug_blocking:
            self.block_detect_post()
