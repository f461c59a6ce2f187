import eventlet
from eventlet import event
e = event.Event()
print(e.wait(timeout=0.01), e.ready())
print(e.wait(0))
eventlet.spawn_after(0.01, e.send, 'in time')
print(e.wait(timeout=2))
print(e.wait(timeout=0.01))
e = event.Event()
with eventlet.Timeout(0.01, False):
    e.wait()
    print('unreachable')
e.send(1)
eventlet.sleep(0)
print(e.wait())
