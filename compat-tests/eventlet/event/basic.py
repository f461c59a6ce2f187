import eventlet
from eventlet import event, Event
print(Event is event.Event)
e = event.Event()
print(e.ready(), e.has_exception(), e.has_result(), e.poll(), e.poll('not yet'), e.poll_exception('n'), e.poll_result(3))
log = []
def waiter(i):
    log.append((i, e.wait()))
for i in range(3):
    eventlet.spawn(waiter, i)
eventlet.sleep(0)
e.send('hello')
print(log, e.ready(), e.wait())
eventlet.sleep(0)
print(sorted(log))
print(e.poll(), e.poll_result(), e.poll_exception('none'), e.has_result(), e.has_exception())
for f in (lambda: e.send(2), lambda: e.send_exception(ValueError())):
    try:
        f()
    except AssertionError as x:
        print(x)
e.reset()
print(e.ready())
try:
    e.reset()
except AssertionError as x:
    print(x)
e.send(None)
print(e.ready(), e.wait(), e.has_result())
