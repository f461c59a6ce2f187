import eventlet
from eventlet import hubs
hub = hubs.get_hub()
log = []
t = hub.schedule_call_global(0.01, log.append, 'global')
print(t.pending, t.called, type(t).__name__)
eventlet.sleep(0.03)
print(log, t.pending, t.called)
t = hub.schedule_call_global(0.01, log.append, 'cancelled')
t.cancel(); t.cancel()
print(t.pending)
eventlet.sleep(0.02)
def g():
    hub.schedule_call_local(0.01, log.append, 'local of a dead one')
    t = hub.schedule_call_global(0.01, log.append, 'global of a dead one')
    return t
eventlet.spawn(g).wait()
eventlet.sleep(0.03)
print(log)
l = hub.schedule_call_local(0.01, lambda a, b=None: log.append((a, b)), 1, b=2)
print(l.pending, type(l).__name__)
eventlet.sleep(0.02)
print(log[-1], l.pending)
order = []
for s in (0.03, 0.01, 0.02, 0, 0):
    hub.schedule_call_global(s, order.append, s)
eventlet.sleep(0.05)
print(order)
def boom():
    raise ValueError('in a timer')
import sys, io
err, sys.stderr = sys.stderr, io.StringIO()
hub.schedule_call_global(0, boom)
eventlet.sleep(0.01)
text = sys.stderr.getvalue(); sys.stderr = err
print(text.splitlines()[-1])
print(hub.get_timers_count())
from eventlet.hubs import timer
x = timer.Timer(0.01, log.append, 'by hand')
c = x.copy()
x.schedule(); c.schedule()
eventlet.sleep(0.03)
print(log[-2:], hub.running, hub.stopping)
