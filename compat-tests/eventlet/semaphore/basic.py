import eventlet
from eventlet import semaphore
s = eventlet.Semaphore(2)
print(s, s.locked(), s.bounded(), s.balance, s.counter)
print(s.acquire(), s.acquire(), s.acquire(blocking=False), s.acquire(timeout=0.01), s.locked())
order = []
def w(i):
    s.acquire()
    order.append(i)
gts = [eventlet.spawn(w, i) for i in range(3)]
eventlet.sleep(0)
print(s, s.balance)
print(s.release(), order)
for g in gts:
    s.release()
    eventlet.sleep(0)
print(order, s.balance)
with eventlet.Semaphore() as x:
    print(x)
try:
    with s:
        print(s.counter)
        raise ValueError('in with')
except ValueError as e:
    print(e, s.counter)
for bad in (-1, 'x', None, [], '-2'):
    try:
        semaphore.Semaphore(bad)
    except Exception as e:
        print(type(e).__name__, e)
print(semaphore.Semaphore('4').counter, semaphore.Semaphore(0).locked())
