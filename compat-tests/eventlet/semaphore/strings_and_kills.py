"""Semaphores as text, waiters that are killed or time out, negative counts."""
import re

import eventlet
from eventlet import semaphore


def shape(text):
    return re.sub('0x[0-9a-f]+', '0x', text)


def attempt(label, function):
    try:
        print(label, function())
    except Exception as e:
        print(label, type(e).__name__, e)


for make in (lambda: semaphore.Semaphore(), lambda: semaphore.Semaphore(3), lambda: semaphore.BoundedSemaphore(2), lambda: semaphore.CappedSemaphore(1, 2), lambda: semaphore.Semaphore('4'), lambda: semaphore.Semaphore(2.7)):
    s = make()
    print(shape(repr(s)), str(s), s.locked(), s.bounded(), s.balance)
s = semaphore.Semaphore(0)
gs = [eventlet.spawn(s.acquire) for i in range(3)]
eventlet.sleep(0)
print(str(s), s.balance, s.locked())
gs[1].kill()
print(str(s), s.balance)
s.release()
s.release(blocking=False)
eventlet.sleep(0)
print([g.dead for g in gs], str(s), s.balance)
print(s.acquire(timeout=0.01), str(s), s.acquire(False), s.release(), s.acquire())
for bad in (lambda: s.acquire(timeout=-2), lambda: s.acquire(False, 1), lambda: s.acquire(False, timeout=0.1), lambda: semaphore.Semaphore(-1), lambda: semaphore.Semaphore('x'), lambda: semaphore.Semaphore(None),
            lambda: semaphore.CappedSemaphore(-1, 2), lambda: semaphore.CappedSemaphore(3, 2), lambda: semaphore.BoundedSemaphore(-1)):
    attempt('bad', bad)
s = semaphore.Semaphore(1)
g = eventlet.spawn(s.acquire, timeout=-1)
print(g.wait(), s.acquire(timeout=0.001), s.balance)


def held():
    with s:
        raise ValueError('inside')


s.release()
attempt('with', held)
print(s.balance)
b = semaphore.BoundedSemaphore(1)
attempt('bounded', b.release)
print(b.acquire(), b.release(), b.balance)
with b:
    attempt('held', lambda: b.acquire(False))

print('capped')
c = semaphore.CappedSemaphore(0, 2)
waiting = eventlet.spawn(c.acquire)
eventlet.sleep(0)
print(str(c), c.balance, c.locked(), c.bounded(), c.acquire(False))
waiting.kill()
print(str(c), c.balance, c.upper_bound.counter, c.lower_bound.counter)
c = semaphore.CappedSemaphore(2, 2)
releasing = eventlet.spawn(c.release)
eventlet.sleep(0)
print(str(c), c.balance, c.bounded(), c.release(False))
releasing.kill()
print(str(c), c.balance, c.upper_bound.counter, c.lower_bound.counter)
c = semaphore.CappedSemaphore(1, 1)
with c:
    print(str(c), c.locked())
    releasing = eventlet.spawn(c.acquire)
    eventlet.sleep(0)
print(releasing.wait(), str(c))
