import eventlet
from eventlet import semaphore
s = eventlet.CappedSemaphore(1, 2)
print(s, s.balance, s.locked(), s.bounded())
print(s.acquire(), s.acquire(blocking=False), s.balance)
print(s.release(), s.release(), s.release(blocking=False), s.bounded(), s.balance)
log = []
def releaser():
    s.release()
    log.append('released')
g = eventlet.spawn(releaser)
eventlet.sleep(0)
print(log, s.balance)
s.acquire()
g.wait()
print(log, s.balance, s)
def acquirer():
    s.acquire()
    log.append('acquired')
for _ in range(2):
    s.acquire()
g = eventlet.spawn(acquirer)
eventlet.sleep(0)
print(log)
s.release()
g.wait()
print(log)
for a in ((-1, 2), (3, 2)):
    try:
        semaphore.CappedSemaphore(*a)
    except ValueError as e:
        print(e)
with semaphore.CappedSemaphore(1, 1) as x:
    print(x)
