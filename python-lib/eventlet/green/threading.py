"""Green threading: threads are greenthreads."""
import eventlet
from eventlet.green import thread
from eventlet.green import time
from eventlet.support import greenlets as greenlet

__patched__ = ['_start_new_thread', '_allocate_lock', '_sleep', 'local', 'stack_size', 'Lock', 'currentThread',
               'current_thread', '_after_fork', '_shutdown', 'get_ident', '_set_sentinel']

__orig_threading = eventlet.patcher.original('threading')
__threadlocal = __orig_threading.local()
__patched_enumerate = None

eventlet.patcher.inject('threading', globals(), ('_thread', thread), ('time', time))

_count = 1


class _GreenThread(object):
    """What current_thread() returns in a greenthread that no Thread object started."""

    def __init__(self, g):
        global _count
        self._g = g
        self._name = 'GreenThread-%d' % _count
        _count += 1

    def __repr__(self):
        return '<_GreenThread(%s, %r)>' % (self._name, self._g)

    def join(self, timeout=None):
        return self._g.wait()

    def getName(self):
        return self._name
    get_name = getName

    def setName(self, name):
        self._name = str(name)
    set_name = setName

    name = property(getName, setName)

    ident = property(lambda self: id(self._g))

    def isAlive(self):
        return True
    is_alive = isAlive

    daemon = property(lambda self: True)

    def isDaemon(self):
        return self.daemon
    is_daemon = isDaemon


__threading = None


def _fixup_thread(t):
    # Some code asks for the old names, some for the new.
    global __threading
    if not __threading:
        __threading = __import__('threading')
    if hasattr(__threading.Thread, 'get_name') and not hasattr(t, 'get_name'):
        t.get_name = t.getName
    if hasattr(__threading.Thread, 'is_alive') and not hasattr(t, 'is_alive'):
        t.is_alive = t.isAlive
    if hasattr(__threading.Thread, 'daemon') and not hasattr(t, 'daemon'):
        t.daemon = True
    return t


def current_thread():
    """Return the Thread of the running greenthread, making a _GreenThread for one that has none."""
    global __patched_enumerate
    g = greenlet.getcurrent()
    if not g:
        # Not a greenlet that runs: only the original knows.
        return _fixup_thread(__orig_threading.current_thread())

    try:
        active = __threadlocal.active
    except AttributeError:
        active = __threadlocal.active = {}

    g_id = id(g)
    t = active.get(g_id)
    if t is not None:
        return t

    # A Thread that was started is in the table of the module that started it: the patched one, or this.
    t = __import__('threading')._active.get(g_id)
    if t is None:
        t = _active.get(g_id)
        if isinstance(t, _MainThread):
            # This module's own idea of the main thread is nobody else's.
            t = None
    if t is not None:
        return t

    if isinstance(g, eventlet.greenthread.GreenThread) or g.parent is not None:
        try:
            # Forgotten when the greenthread ends. A bare greenlet cannot tell, and would stay for ever.
            g.link
        except AttributeError:
            return _fixup_thread(__orig_threading.current_thread())
        t = active[g_id] = _GreenThread(g)

        def cleanup(ended):
            active.pop(g_id, None)
        g.link(cleanup)
        return t
    return _fixup_thread(__orig_threading.current_thread())


currentThread = current_thread
