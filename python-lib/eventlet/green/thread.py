"""Green _thread: threads are greenthreads."""
__thread = __import__('_thread')

import sys

from eventlet import corolocal, greenthread
from eventlet.lock import Lock
from eventlet.support import greenlets as greenlet

__patched__ = ['get_ident', 'start_new_thread', 'start_new', 'allocate_lock', 'allocate', 'exit', 'interrupt_main',
               'stack_size', '_local', 'LockType', 'Lock', '_count']

error = __thread.error
LockType = Lock
__threadcount = 0

if hasattr(__thread, '_is_main_interpreter'):
    _is_main_interpreter = __thread._is_main_interpreter

if hasattr(__thread, 'TIMEOUT_MAX'):
    TIMEOUT_MAX = __thread.TIMEOUT_MAX


def _set_sentinel():
    # A thread that is told apart by its lock: the caller takes it, and the thread's end releases it.
    return allocate_lock()


def _count():
    return __threadcount


def get_ident(gr=None):
    """A number that identifies the running greenthread, or the given one."""
    if gr is None:
        return id(greenlet.getcurrent())
    return id(gr)


def __thread_body(func, args, kwargs):
    global __threadcount
    __threadcount += 1
    try:
        func(*args, **kwargs)
    finally:
        __threadcount -= 1


def start_new_thread(function, args=(), kwargs=None):
    """Run the function in a greenthread; its identifier is returned."""
    if (sys.version_info >= (3, 4)
            and getattr(function, '__module__', '') == 'threading'
            and hasattr(function, '__self__')):
        # threading.Thread._bootstrap: the greenthread becomes known as the thread's, so that it can be waited for.
        thread = function.__self__
        bootstrap_inner = thread._bootstrap_inner

        def wrap_bootstrap_inner():
            try:
                bootstrap_inner()
            finally:
                # With a real thread, the C code releases this lock when the thread state goes away.
                if getattr(thread, '_tstate_lock', None):
                    thread._tstate_lock.release()

        thread._bootstrap_inner = wrap_bootstrap_inner

    kwargs = kwargs or {}
    g = greenthread.spawn_n(__thread_body, function, args, kwargs)
    return get_ident(g)


start_new = start_new_thread


def allocate_lock(*a):
    return Lock(1)


allocate = allocate_lock


def exit():
    raise greenlet.GreenletExit



exit_thread = exit


def interrupt_main():
    """Raise KeyboardInterrupt in the main greenlet."""
    curr = greenlet.getcurrent()
    if curr.parent and not curr.parent.dead:
        curr.parent.throw(KeyboardInterrupt())
    else:
        raise KeyboardInterrupt()


if hasattr(__thread, 'stack_size'):
    __original_stack_size__ = __thread.stack_size

    def stack_size(size=None):
        if size is None:
            return __original_stack_size__()
        if size > __original_stack_size__():
            return __original_stack_size__(size)
        # A smaller stack is never needed: the greenthreads all run on the one of their thread.
        return None

_local = corolocal.local

if hasattr(__thread, 'daemon_threads_allowed'):
    daemon_threads_allowed = __thread.daemon_threads_allowed
