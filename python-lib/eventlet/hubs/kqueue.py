"""Hub on kqueue, for the BSDs and macOS."""
import os
import sys

from eventlet import patcher, support
from eventlet.hubs import hub

select = patcher.original('select')
time = patcher.original('time')


def is_available():
    return hasattr(select, 'kqueue')


class Hub(hub.BaseHub):
    MAX_EVENTS = 100

    def __init__(self, clock=None):
        self.FILTERS = {
            hub.READ: select.KQ_FILTER_READ,
            hub.WRITE: select.KQ_FILTER_WRITE,
        }
        super(Hub, self).__init__(clock)
        self._events = {}
        self._init_kqueue()

    def _init_kqueue(self):
        self.kqueue = select.kqueue()
        self._pid = os.getpid()

    def _reinit_kqueue(self):
        # A kqueue does not survive fork, so a child builds its own and registers everything again.
        self.kqueue.close()
        self._init_kqueue()
        pending = [event for events in self._events.values() for event in events.values()]
        self.kqueue.control(pending, 0, 0)

    def _control(self, events, max_events, timeout):
        try:
            return self.kqueue.control(events, max_events, timeout)
        except (OSError, IOError):
            if os.getpid() == self._pid:
                raise
            self._reinit_kqueue()
            return self.kqueue.control(events, max_events, timeout)

    def add(self, evtype, fileno, cb, tb, mac):
        listener = super(Hub, self).add(evtype, fileno, cb, tb, mac)
        events = self._events.setdefault(fileno, {})
        if evtype not in events:
            try:
                event = select.kevent(fileno, self.FILTERS[evtype], select.KQ_EV_ADD)
                self._control([event], 0, 0)
                events[evtype] = event
            except ValueError:
                super(Hub, self).remove(listener)
                raise
        return listener

    def _delete_events(self, events):
        self._control([select.kevent(e.ident, e.filter, select.KQ_EV_DELETE) for e in events], 0, 0)

    def remove(self, listener):
        super(Hub, self).remove(listener)
        evtype = listener.evtype
        fileno = listener.fileno
        if fileno in self.listeners[evtype]:
            return
        events = self._events.get(fileno, {})
        event = events.pop(evtype, None)
        if event is not None:
            try:
                self._delete_events([event])
            except OSError:
                pass
        if not events:
            self._events.pop(fileno, None)

    def remove_descriptor(self, fileno):
        super(Hub, self).remove_descriptor(fileno)
        events = self._events.pop(fileno, {})
        try:
            self._delete_events(events.values())
        except KeyError:
            pass
        except OSError:
            pass

    def wait(self, seconds=None):
        readers = self.listeners[hub.READ]
        writers = self.listeners[hub.WRITE]
        if not readers and not writers:
            if seconds:
                time.sleep(seconds)
            return
        for event in self._control([], self.MAX_EVENTS, seconds):
            fileno = event.ident
            try:
                if event.filter == select.KQ_FILTER_READ:
                    readers.get(fileno, hub.noop).cb(fileno)
                elif event.filter == select.KQ_FILTER_WRITE:
                    writers.get(fileno, hub.noop).cb(fileno)
            except self.SYSTEM_EXCEPTIONS:
                raise
            except:
                self.squelch_exception(fileno, sys.exc_info())
                support.clear_sys_exc_info()
