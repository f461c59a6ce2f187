"""A pool of real threads, for calls that block and know nothing of greenthreads."""
import _imp as imp
import atexit
import os
import sys
import traceback

import eventlet
from eventlet import event, greenio, greenthread, patcher, timeout

__all__ = ['execute', 'Proxy', 'killall', 'set_num_threads']

EXC_CLASSES = (Exception, timeout.Timeout)
SYS_EXCS = (GeneratorExit, KeyboardInterrupt, SystemExit)

QUIET = True

socket = patcher.original('socket')
threading = patcher.original('threading')
Queue_module = patcher.original('queue')
Empty = Queue_module.Empty
Queue = Queue_module.Queue

_bytetosend = b' '
_coro = None
_nthreads = int(os.environ.get('EVENTLET_THREADPOOL_SIZE', 20))
_reqq = _rspq = None
_rsock = _wsock = None
_setup_already = False
_threads = []


def tpool_trampoline():
    """Runs in a greenthread: hands what the threads answer to those who wait."""
    global _rspq
    while True:
        try:
            received = _rsock.recv(128)
            assert received
        except (AssertionError, OSError):
            # The pool was shut down.
            return
        while not _rspq.empty():
            try:
                e, rv = _rspq.get(block=False)
                e.send(rv)
                e = rv = None
            except Empty:
                pass


def tworker():
    """Runs in each thread: one call after the other."""
    global _rspq
    while True:
        try:
            msg = _reqq.get()
        except AttributeError:
            # The interpreter is shutting down.
            return
        if msg is None:
            return
        e, meth, args, kwargs = msg
        rv = None
        try:
            rv = meth(*args, **kwargs)
        except SYS_EXCS:
            raise
        except EXC_CLASSES:
            rv = sys.exc_info()
        # A traceback holds frames, and with them everything that the call used, until the next message.
        _rspq.put((e, rv))
        msg = meth = args = kwargs = e = rv = None
        _wsock.sendall(_bytetosend)


def execute(meth, *args, **kwargs):
    """Call ``meth(*args, **kwargs)`` in a thread of the pool; this greenthread waits, the others run.

    An exception is raised here. A call from a thread of the pool runs in that thread.
    """
    setup()
    # With the import lock held, a call that imports would wait for this thread, which waits for the call.
    my_thread = threading.current_thread()
    if my_thread in _threads or imp.lock_held() or _nthreads == 0:
        return meth(*args, **kwargs)

    e = event.Event()
    _reqq.put((e, meth, args, kwargs))
    rv = e.wait()
    if isinstance(rv, tuple) and len(rv) == 3 and isinstance(rv[1], EXC_CLASSES):
        c, exc, tb = rv
        if not QUIET:
            traceback.print_exception(c, exc, tb)
            traceback.print_stack()
        try:
            raise exc.with_traceback(tb)
        finally:
            del c, exc, tb, rv
    return rv


def proxy_call(autowrap, f, *args, **kwargs):
    """Call a function in the pool; the result is wrapped in a Proxy when its type is in *autowrap*.

    With the keyword *nonblocking*, the call is made here.
    """
    if kwargs.pop('nonblocking', False):
        rv = f(*args, **kwargs)
    else:
        rv = execute(f, *args, **kwargs)
    if isinstance(rv, autowrap):
        return Proxy(rv, autowrap)
    return rv


class Proxy(object):
    """Wraps an object so that its methods run in the pool.

    Results whose type is in *autowrap* are wrapped as well, and so are those of the methods in *autowrap_names*.
    """

    def __init__(self, obj, autowrap=(), autowrap_names=()):
        self._obj = obj
        self._autowrap = autowrap
        self._autowrap_names = autowrap_names

    def __getattr__(self, attr_name):
        f = getattr(self._obj, attr_name)
        if not hasattr(f, '__call__'):
            if isinstance(f, self._autowrap) or attr_name in self._autowrap_names:
                return Proxy(f, self._autowrap)
            return f

        def doit(*args, **kwargs):
            result = proxy_call(self._autowrap, f, *args, **kwargs)
            if attr_name in self._autowrap_names and not isinstance(result, Proxy):
                return Proxy(result)
            return result
        return doit

    # Special methods are looked up on the class and so have to be spelled out.

    def __getitem__(self, key):
        return proxy_call(self._autowrap, self._obj.__getitem__, key)

    def __setitem__(self, key, value):
        return proxy_call(self._autowrap, self._obj.__setitem__, key, value)

    def __deepcopy__(self, memo=None):
        return proxy_call(self._autowrap, self._obj.__deepcopy__, memo)

    def __copy__(self, memo=None):
        return proxy_call(self._autowrap, self._obj.__copy__, memo)

    def __call__(self, *a, **kw):
        if '__call__' in self._autowrap_names:
            return Proxy(proxy_call(self._autowrap, self._obj, *a, **kw))
        return proxy_call(self._autowrap, self._obj, *a, **kw)

    def __enter__(self):
        return proxy_call(self._autowrap, self._obj.__enter__)

    def __exit__(self, *exc):
        return proxy_call(self._autowrap, self._obj.__exit__, *exc)

    # These are quick and need no thread.

    def __eq__(self, rhs):
        return self._obj == rhs

    def __hash__(self):
        return self._obj.__hash__()

    def __repr__(self):
        return self._obj.__repr__()

    def __str__(self):
        return self._obj.__str__()

    def __len__(self):
        return len(self._obj)

    def __bool__(self):
        return bool(self._obj)

    __nonzero__ = __bool__

    def __iter__(self):
        it = iter(self._obj)
        if it is self._obj:
            return self
        return Proxy(it)

    def next(self):
        return proxy_call(self._autowrap, next, self._obj)

    def __next__(self):
        # A StopIteration cannot be raised through an event; a marker stands for the end.
        result = proxy_call(self._autowrap, next, self._obj, _END)
        if result is _END:
            raise StopIteration()
        return result


_END = object()


def setup():
    """Start the threads, unless they run."""
    global _rsock, _wsock, _coro, _setup_already, _rspq, _reqq
    if _setup_already:
        return
    _setup_already = True

    assert _nthreads >= 0, "Can't specify negative number of threads"
    if _nthreads == 0:
        import warnings
        warnings.warn('Zero threads in tpool.  All tpool.execute calls will execute in main thread.  Check the value '
                      'of the environment variable EVENTLET_THREADPOOL_SIZE.', RuntimeWarning)
    _reqq = Queue(maxsize=-1)
    _rspq = Queue(maxsize=-1)

    # The threads wake the hub by writing a byte.
    _rsock, _wsock = socket.socketpair()
    _wsock.settimeout(None)
    _rsock = greenio.GreenSocket(_rsock)

    for i in range(_nthreads):
        t = threading.Thread(target=tworker, name='tpool_thread_%s' % i)
        t.daemon = True
        t.start()
        _threads.append(t)

    _coro = greenthread.spawn_n(tpool_trampoline)
    # A turn of the hub lets the trampoline reach its recv.
    eventlet.sleep(0)


def killall():
    """End the threads and wait for them."""
    global _setup_already, _rspq, _rsock, _wsock
    if not _setup_already:
        return

    for thr in _threads:
        _reqq.put(None)
    for thr in _threads:
        thr.join()
    del _threads[:]

    # Answers that nobody took up to now.
    while _rspq is not None and not _rspq.empty():
        try:
            e, rv = _rspq.get(block=False)
            e.send(rv)
            e = rv = None
        except Empty:
            pass

    if _coro is not None:
        greenthread.kill(_coro)
    if _rsock is not None:
        _rsock.close()
        _rsock = None
    if _wsock is not None:
        _wsock.close()
        _wsock = None
    _rspq = None
    _setup_already = False


def set_num_threads(nthreads):
    """Set the size of the pool. Takes effect when it is started."""
    global _nthreads
    _nthreads = nthreads


atexit.register(killall)
