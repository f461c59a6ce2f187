# Timeouts in their forms.
import eventlet
from eventlet import Timeout, with_timeout

timeout = Timeout(0.01)
try:
    try:
        eventlet.sleep(1)
        print 'never'
    except Timeout, t:
        print t is timeout, t.seconds, isinstance(t, BaseException), isinstance(t, Exception)
finally:
    timeout.cancel()

with Timeout(0.01, False):
    eventlet.sleep(1)
    print 'never'
print 'went on'
try:
    with Timeout(0.01, ValueError('too slow')):
        eventlet.sleep(1)
except ValueError, e:
    print e
try:
    with Timeout(0.01, ZeroDivisionError):
        eventlet.sleep(1)
except ZeroDivisionError, e:
    print repr(e)
print with_timeout(0.01, eventlet.sleep, 1, timeout_value='default'), with_timeout(1, lambda x: x * 2, 21)
try:
    with_timeout(0.01, eventlet.sleep, 1)
except Timeout, t:
    print t


class Slow(Exception):
    pass


def worker(n):
    try:
        with Timeout(0.02 * n, Slow):
            eventlet.sleep(0.05)
            return 'done %d' % n
    except Slow:
        return 'slow %d' % n

pool = eventlet.GreenPool()
print list(pool.imap(worker, (1, 2, 4, 5)))
outer = Timeout(0.02)
try:
    try:
        inner = Timeout(0.01)
        eventlet.sleep(1)
    except Timeout, t:
        print t is inner, t is outer
    finally:
        inner.cancel()
    eventlet.sleep(1)
except Timeout, t:
    print t is outer
t = Timeout(0.01)
t.cancel()
eventlet.sleep(0.02)
print t.pending, repr(str(Timeout(None))), isinstance(Timeout(None, 'text'), Timeout)
