"""Hub on select.select."""
import errno
import sys

from eventlet import patcher, support
from eventlet.hubs import hub

select = patcher.original('select')
time = patcher.original('time')

BAD_SOCK = set((errno.EBADF,))
if hasattr(errno, 'WSAENOTSOCK'):
    BAD_SOCK.add(errno.WSAENOTSOCK)


def is_available():
    return hasattr(select, 'select')


class Hub(hub.BaseHub):
    def _remove_bad_fds(self):
        for fileno in list(self.listeners[hub.READ]) + list(self.listeners[hub.WRITE]):
            try:
                select.select([fileno], [], [], 0)
            except (OSError, ValueError) as e:
                if isinstance(e, ValueError) or support.get_errno(e) in BAD_SOCK:
                    self.remove_descriptor(fileno)

    def wait(self, seconds=None):
        readers = self.listeners[hub.READ]
        writers = self.listeners[hub.WRITE]
        if not readers and not writers:
            if seconds:
                time.sleep(seconds)
            return
        watched = set(readers)
        watched.update(writers)
        try:
            r, w, er = select.select(list(readers), list(writers), list(watched), seconds)
        except OSError as e:
            code = support.get_errno(e)
            if code == errno.EINTR:
                return
            if code in BAD_SOCK:
                self._remove_bad_fds()
                return
            raise

        noop = hub.noop
        ready = [(readers.get(fileno, noop), fileno) for fileno in er]
        ready.extend((readers.get(fileno, noop), fileno) for fileno in r if fileno not in er)
        ready.extend((writers.get(fileno, noop), fileno) for fileno in w)
        for listener, fileno in ready:
            try:
                listener.cb(fileno)
            except self.SYSTEM_EXCEPTIONS:
                raise
            except:
                self.squelch_exception(fileno, sys.exc_info())
