import eventlet
from eventlet import semaphore
s = semaphore.Semaphore(0)
for kw in ({'timeout': -2}, {'blocking': False, 'timeout': 1}, {'blocking': False, 'timeout': -1},
           {'timeout': 0}, {'timeout': 0.01}, {'blocking': False}):
    try:
        print(sorted(kw.items()), s.acquire(**kw))
    except ValueError as e:
        print(sorted(kw.items()), 'ValueError', e)
eventlet.spawn_after(0.01, s.release)
print(s.acquire(timeout=5), s.counter)
eventlet.spawn_after(0.01, s.release)
print(s.acquire(timeout=-1), s.counter, s.balance)
