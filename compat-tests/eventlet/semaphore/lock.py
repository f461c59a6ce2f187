import eventlet
from eventlet import lock
l = lock.Lock()
print(l, l.acquire(), l.acquire(False), l.locked())
l.release()
try:
    l.release()
except RuntimeError as e:
    print('RuntimeError', e)
with l:
    print(l)
l.acquire()
got = []
def w():
    with l:
        got.append('w')
eventlet.spawn(w)
eventlet.sleep(0)
l.release()
eventlet.sleep(0)
print(got)
l.acquire()
l._at_fork_reinit()
print(l)
