# What execute raises: exceptions with and without tpool_exceptions, of all kinds, and results that look like them.
import io
import sys

import eventlet
from eventlet import debug, patcher, tpool

threading = patcher.original('threading')


def raises(e):
    raise e


def attempt(label, f, *args, **kwargs):
    err, sys.stderr = sys.stderr, io.StringIO()
    try:
        print(label, repr(f(*args, **kwargs)))
    except BaseException as e:
        print(label, type(e).__name__, e)
    text, sys.stderr = sys.stderr.getvalue(), err
    if text:
        lines = text.splitlines()
        print('  ', lines[0], [x for x in lines if not x.startswith(' ')][-1:], 'execute' in text)


class Own(Exception):
    pass


for loud in (False, True):
    debug.tpool_exceptions(loud)
    for error in (ValueError('v'), Own('own'), OSError(2, 'two'), eventlet.Timeout(), StopIteration(3)):
        if isinstance(error, eventlet.Timeout):
            error.cancel()
        attempt(type(error).__name__, tpool.execute, raises, error)
debug.tpool_exceptions(False)
attempt('no arguments', tpool.execute)
attempt('not callable', tpool.execute, 5)
attempt('wrong arguments', tpool.execute, len)
attempt('result like exc_info', tpool.execute, lambda: (1, 2, 3))
attempt('result is an exception', tpool.execute, lambda: ValueError('returned'))
attempt('None', tpool.execute, lambda: None)

# From another OS thread, which has a hub of its own.
log = []


def thread():
    try:
        log.append(tpool.execute(lambda: 'from another thread'))
    except BaseException as e:
        log.append((type(e).__name__, str(e)))


print(tpool.execute(lambda: threading.current_thread() in tpool._threads))
print(tpool.execute(tpool.execute, threading.current_thread) in tpool._threads)
print(tpool.EXC_CLASSES == (Exception, eventlet.Timeout), tpool.QUIET, tpool.__all__)

# Ended while somebody waits for a thread: the answer still comes.
e = threading.Event()
g = eventlet.spawn(tpool.execute, lambda: e.wait(10))
eventlet.sleep(0.01)
e.set()
tpool.killall()
with eventlet.Timeout(5):
    print(g.wait())
print(tpool._setup_already, tpool._threads, tpool._rsock, tpool._wsock)
print(tpool.killall(), tpool.execute(lambda: 'again'))
tpool.killall()

# A tpool in a process that was forked has threads of its own.
