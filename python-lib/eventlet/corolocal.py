"""Storage local to a greenthread."""
import weakref

from eventlet import greenthread

__all__ = ['get_ident', 'local']


def get_ident():
    """A number that identifies the running greenthread."""
    return id(greenthread.getcurrent())


class _localbase(object):
    __slots__ = '_local__args', '_local__greens'

    def __new__(cls, *args, **kw):
        self = object.__new__(cls)
        object.__setattr__(self, '_local__args', (args, kw))
        object.__setattr__(self, '_local__greens', weakref.WeakKeyDictionary())
        if (args or kw) and cls.__init__ is object.__init__:
            raise TypeError('Initialization arguments are not supported')
        return self


def _patch(thrl):
    """Give the instance the attributes of the running greenthread."""
    greens = object.__getattribute__(thrl, '_local__greens')
    cur = greenthread.getcurrent()
    attributes = greens.get(cur)
    if attributes is None:
        # The first use in this greenthread: __init__ runs anew, as with threading.local.
        attributes = greens[cur] = {}
        cls = type(thrl)
        if cls.__init__ is not object.__init__:
            args, kw = object.__getattribute__(thrl, '_local__args')
            object.__setattr__(thrl, '__dict__', attributes)
            thrl.__init__(*args, **kw)
    object.__setattr__(thrl, '__dict__', attributes)


class local(_localbase):
    """Like ``threading.local``, per greenthread. Subclasses may define ``__init__``, which runs in each."""

    def __getattribute__(self, attr):
        _patch(self)
        return object.__getattribute__(self, attr)

    def __setattr__(self, attr, value):
        _patch(self)
        return object.__setattr__(self, attr, value)

    def __delattr__(self, attr):
        _patch(self)
        return object.__delattr__(self, attr)
