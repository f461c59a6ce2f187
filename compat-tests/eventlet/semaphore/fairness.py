import eventlet
from eventlet import semaphore
s = semaphore.Semaphore(1)
log = []
def w(name):
    for i in range(3):
        with s:
            log.append(name)
        eventlet.sleep(0)
gts = [eventlet.spawn(w, n) for n in 'abc']
[g.wait() for g in gts]
print(''.join(log))
# one that gives up does not keep the others from their turn
s = semaphore.Semaphore(0)
log = []
def impatient():
    log.append(s.acquire(timeout=0.01))
def patient():
    s.acquire(); log.append('patient')
a, b = eventlet.spawn(impatient), eventlet.spawn(patient)
eventlet.sleep(0.03)
s.release()
b.wait()
print(log, s.balance)
