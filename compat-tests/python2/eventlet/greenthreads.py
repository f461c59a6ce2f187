# spawn, kill, link, throw, spawn_after, events and semaphores.
import eventlet
import greenlet
from eventlet import event, greenthread, semaphore

order = []


def note(x, pause=0):
    eventlet.sleep(pause)
    order.append(x)
    return x

threads = [eventlet.spawn(note, i, 0.01 * (3 - i)) for i in range(3)]
print [t.wait() for t in threads], order
eventlet.spawn_n(note, 'n')
eventlet.spawn_after(0.01, note, 'after')
cancelled = eventlet.spawn_after(0.01, note, 'never')
cancelled.cancel()
eventlet.sleep(0.03)
print order[3:]


def linked(gt, *args, **kw):
    try:
        print 'linked', gt.wait(), args, kw
    except Exception, e:
        print 'linked error', e

gt = eventlet.spawn(note, 'value')
gt.link(linked, 1, k=2)
gt.wait()


def fails():
    raise ValueError, 'in a greenthread'

gt = eventlet.spawn(fails)
gt.link(linked)
try:
    gt.wait()
except ValueError, e:
    print 'waited', e


def sleeps():
    try:
        eventlet.sleep(10)
    except greenlet.GreenletExit:
        print 'killed'
        raise
    finally:
        print 'cleaned up'

gt = eventlet.spawn(sleeps)
eventlet.sleep(0)
gt.kill()
try:
    gt.wait()
except greenlet.GreenletExit, e:
    print 'exit', repr(e), bool(gt)
gt = eventlet.spawn(sleeps)
eventlet.sleep(0)
gt.kill(KeyError('thrown'))
try:
    gt.wait()
except KeyError, e:
    print 'KeyError', e
e = event.Event()
waiters = [eventlet.spawn(lambda i: (i, e.wait()), i) for i in range(2)]
eventlet.sleep(0)
print e.ready()
e.send('result')
print [w.wait() for w in waiters], e.ready(), e.wait()
bad = event.Event()
bad.send_exception(IndexError, 'sent')
try:
    bad.wait()
except IndexError, x:
    print 'IndexError', x
s = semaphore.Semaphore(1)
inside = []


def guarded(n):
    with s:
        inside.append(n)
        eventlet.sleep(0)
        inside.append(n)

for t in [eventlet.spawn(guarded, n) for n in range(3)]:
    t.wait()
print inside, s.balance, s.locked()
print greenthread.getcurrent() is eventlet.getcurrent(), isinstance(threads[0], greenthread.GreenThread), threads[0].dead
main = eventlet.getcurrent()
ping = greenlet.greenlet(lambda x: main.switch(x * 2) + 1)
print ping.switch(4), ping.switch(10), ping.dead
