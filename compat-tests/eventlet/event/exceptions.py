import eventlet
from eventlet import event
def waiter(e):
    try:
        return e.wait()
    except Exception as x:
        return type(x).__name__, x.args
e = event.Event()
gts = [eventlet.spawn(waiter, e) for _ in range(2)]
eventlet.sleep(0)
e.send_exception(ValueError('bad'))
print([g.wait() for g in gts], waiter(e), e.has_exception(), e.has_result(), e.ready())
for f in (e.poll, e.poll_exception, e.wait):
    try:
        f()
    except ValueError as x:
        print('raised', x)
print(e.poll_result('no result'))
e = event.Event()
e.send_exception(KeyError, 'k')
print(waiter(e))
e = event.Event()
e.send(exc=IndexError('i'))
print(waiter(e))
e = event.Event()
e.send(exc=(TypeError, 't'))
print(waiter(e))
e = event.Event()
try:
    1 / 0
except ZeroDivisionError:
    import sys
    e.send_exception(*sys.exc_info())
print(waiter(e))
