"""Hubs: one main loop per thread, and how greenlets wait in it."""
import importlib
import os
import sys
import warnings
from _thread import _local as _ThreadLocal

from eventlet.support import greenlets as greenlet
from eventlet import timeout as _timeout_module

timeout = _timeout_module

__all__ = ['use_hub', 'get_hub', 'get_default_hub', 'trampoline']

# In the order of preference.
builtin_hub_names = ('epolls', 'kqueue', 'poll', 'selects')



def __getattr__(name):
    # Importing every hub for a name that few look at would cost each start.
    if name == 'builtin_hub_modules':
        return tuple(importlib.import_module('eventlet.hubs.' + hub) for hub in builtin_hub_names)
    raise AttributeError('module %r has no attribute %r' % (__name__, name))

try:
    import _eventlet
except ImportError:
    _eventlet = None

_threadlocal = _ThreadLocal()
_getcurrent = greenlet.getcurrent


class HubError(Exception):
    pass


class IOClosed(IOError):
    """The descriptor that a greenlet waited on was closed by someone else."""


def get_default_hub():
    """Return the module of the best hub for this platform."""
    for name in builtin_hub_names:
        module = importlib.import_module('eventlet.hubs.' + name)
        if module.is_available():
            return module
    raise HubError('no built-in hubs are available: {0}'.format(__getattr__('builtin_hub_modules')))


def use_hub(mod=None):
    """Choose the hub of the calling thread: a module with a ``Hub``, a hub class, or a name.

    A name is one of the built-in hubs ('epolls', 'poll', 'selects', ...), a dotted module, or
    'package.module:ClassName'. Without an argument the EVENTLET_HUB environment variable decides, then the platform.

    The thread of an embedding .NET host keeps the host's hub, by which calls from outside arrive: there the built-in
    names all mean that hub, and others raise HubError.
    """
    if mod is None:
        mod = os.environ.get('EVENTLET_HUB')
    if mod is None:
        mod = get_default_hub()
    hosted = _eventlet is not None and _eventlet.is_hosted()
    if not hosted:
        if hasattr(_threadlocal, 'hub'):
            del _threadlocal.hub
        if _eventlet is not None:
            _eventlet.set_current_hub(None)

    classname = ''
    if isinstance(mod, str):
        assert mod.strip(), 'Need to specify a hub'
        if '.' in mod or ':' in mod:
            modulename, _, classname = mod.strip().partition(':')
        else:
            modulename = 'eventlet.hubs.' + mod
        mod = importlib.import_module(modulename)

    if hasattr(mod, 'is_available'):
        if not mod.is_available():
            raise Exception('selected hub is not available on this system mod={0}'.format(mod))
    else:
        warnings.warn('Please provide `is_available()` function in your custom Eventlet hub {mod}.\n'
                      'It must return bool: whether hub supports current platform. See eventlet/hubs/{{epoll,kqueue}} '
                      'for example.\n'.format(mod=mod), DeprecationWarning, stacklevel=3)

    if isinstance(mod, type):
        hubclass = mod
    else:
        hubclass = getattr(mod, classname or 'Hub')
    if hosted and not issubclass(hubclass, _eventlet.Hub):
        if hubclass.__module__ not in ['eventlet.hubs.' + name for name in builtin_hub_names]:
            raise HubError('the thread of a .NET host has a hub of its own, which {0} cannot replace'.format(hubclass))
        hubclass = importlib.import_module('eventlet.hubs.epolls').Hub
    _threadlocal.Hub = hubclass


def get_hub():
    """Return the calling thread's hub, making it at the first call."""
    try:
        return _threadlocal.hub
    except AttributeError:
        try:
            _threadlocal.Hub
        except AttributeError:
            use_hub()
        hub = _threadlocal.hub = _threadlocal.Hub()
        if _eventlet is not None:
            _eventlet.set_current_hub(hub)
        return hub


def trampoline(fd, read=None, write=None, timeout=None, timeout_exc=_timeout_module.Timeout, mark_as_closed=None):
    """Suspend the current greenlet until ``fd`` is readable (``read``) or writable (``write``).

    After ``timeout`` seconds, ``timeout_exc`` is raised in it instead. ``mark_as_closed`` is called when the hub
    learns that the descriptor was closed meanwhile, in which case IOClosed is raised.
    """
    hub = get_hub()
    current = _getcurrent()
    assert hub.greenlet is not current, 'do not call blocking functions from the mainloop'
    assert not (read and write), 'not allowed to trampoline for reading and writing'
    try:
        fileno = fd.fileno()
    except AttributeError:
        fileno = fd
    timer = None
    if timeout is not None:
        timer = hub.schedule_call_global(timeout, current.throw, timeout_exc)
    try:
        if read:
            listener = hub.add(hub.READ, fileno, current.switch, current.throw, mark_as_closed)
        elif write:
            listener = hub.add(hub.WRITE, fileno, current.switch, current.throw, mark_as_closed)
        try:
            return hub.switch()
        finally:
            hub.remove(listener)
    finally:
        if timer is not None:
            timer.cancel()


if _eventlet is not None:
    # The functions above serve while the current hub is not the native one.
    from eventlet.hubs import hub as _hub_module
    _eventlet.setup(sys.modules[__name__], _hub_module, get_hub, trampoline)
    get_hub = _eventlet.get_hub
    trampoline = _eventlet.trampoline


def notify_close(fd):
    """Tell the hub that ``fd`` is closed, before its number can be handed out again."""
    get_hub().notify_close(fd)


def notify_opened(fd):
    """Tell the hub that ``fd`` is a new descriptor: whoever waits on an older one of that number is woken with
    IOClosed."""
    get_hub().mark_as_reopened(fd)
