"""Concurrent networking with green threads."""
import os
import sys
import warnings

version_info = (0, 33, 1)
__version__ = '.'.join(map(str, version_info))

if os.environ.get('EVENTLET_IMPORT_VERSION_ONLY') != '1':
    from eventlet import support
    from eventlet import timeout, hubs, event, greenthread, semaphore, queue, greenpool, convenience, patcher
    from eventlet.support import greenlets as _greenlets
    import greenlet

    connect = convenience.connect
    listen = convenience.listen
    serve = convenience.serve
    StopServe = convenience.StopServe
    wrap_ssl = convenience.wrap_ssl

    Event = event.Event

    GreenPool = greenpool.GreenPool
    GreenPile = greenpool.GreenPile

    sleep = greenthread.sleep
    spawn = greenthread.spawn
    spawn_n = greenthread.spawn_n
    spawn_after = greenthread.spawn_after
    kill = greenthread.kill
    getcurrent = _greenlets.getcurrent

    import_patched = patcher.import_patched
    monkey_patch = patcher.monkey_patch

    Queue = queue.Queue

    Semaphore = semaphore.Semaphore
    CappedSemaphore = semaphore.CappedSemaphore
    BoundedSemaphore = semaphore.BoundedSemaphore

    Timeout = timeout.Timeout
    with_timeout = timeout.with_timeout
    wrap_is_timeout = timeout.wrap_is_timeout
    is_timeout = timeout.is_timeout

    # Old names.
    exc_after = support.wrap_deprecated('exc_after', 'greenthread.exc_after')(greenthread.exc_after)
    call_after_global = support.wrap_deprecated(
        'call_after_global', 'greenthread.call_after_global')(greenthread.call_after_global)
    TimeoutError = support.wrap_deprecated('TimeoutError', 'Timeout')(timeout.Timeout)

    # Loaded on first use: with them comes the whole of socket, which not every program needs.
    _lazy = ('green', 'greenio')

    if sys.version_info >= (3, 7):
        def __getattr__(name):
            if name in _lazy:
                import importlib
                return importlib.import_module('eventlet.' + name)
            raise AttributeError('module %r has no attribute %r' % (__name__, name))

        def __dir__():
            return sorted(set(globals()) | set(_lazy))
    else:
        from eventlet import green, greenio
        from eventlet.green import socket as _socket
