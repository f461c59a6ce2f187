import eventlet
from eventlet import semaphore
s = eventlet.BoundedSemaphore(1)
print(s, s.original_counter)
s.acquire()
s.release()
try:
    s.release()
except ValueError as e:
    print('ValueError', e)
with s:
    print(s.locked())
got = []
def w(i):
    with s:
        got.append(i)
        eventlet.sleep(0)
gts = [eventlet.spawn(w, i) for i in range(4)]
[g.wait() for g in gts]
print(got, s.counter, isinstance(s, semaphore.Semaphore))
