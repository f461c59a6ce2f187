import eventlet, sys, io
from eventlet import greenthread, hubs
def attempt(f, *a, **k):
    try:
        print('ok', f(*a, **k))
    except BaseException as e:
        print(type(e).__name__, str(e)[:100])
sys.stderr = io.StringIO()
attempt(eventlet.spawn); attempt(eventlet.spawn_n); attempt(eventlet.spawn_after)
attempt(lambda: eventlet.spawn(5).wait())
attempt(lambda: eventlet.spawn(len).wait())
attempt(lambda: eventlet.spawn(lambda **k: sorted(k), func=1, a=2).wait()) 
attempt(eventlet.sleep, -1); attempt(eventlet.sleep, 0.001)
g = eventlet.spawn_after(0.01, lambda: 'later')
print(g.cancel(), g.dead)
attempt(g.wait)
g = eventlet.spawn_after(0.01, lambda: 'later')
g.cancel(ValueError, ValueError("c"), None)
attempt(g.wait)
g = eventlet.spawn(lambda: 5); print(g.wait(), g.wait(), g.dead, bool(g)); g.kill(); g.cancel(); print(g.wait())
log = []
g = eventlet.spawn(lambda: 1)
g.link(lambda gt, *a, **k: log.append((gt is g, a, k)), 1, x=2)
print(g.unlink(lambda: 0), g.wait()); eventlet.sleep(0); print(log)
g.link(lambda gt: log.append('late')); print(log[-1])
f = lambda gt, *a: log.append('never')
g = eventlet.spawn(eventlet.sleep, 0.001); g.link(f, 1); print(g.unlink(f), g.unlink(f, 1)); g.wait(); print(log[-1])
g = eventlet.spawn(lambda: 1)
g.link(lambda gt: 1 / 0)
attempt(g.wait); eventlet.sleep(0)
attempt(eventlet.kill, 5)
g = eventlet.spawn_n(lambda: 5)
print(type(g).__name__, g.dead); eventlet.kill(g); print(g.dead)
class E(BaseException): pass
def survive():
    try: eventlet.sleep(1)
    except E: return 'survived'
g = eventlet.spawn(survive); eventlet.sleep(0); g.kill(E); print(g.wait())
g = eventlet.spawn(survive); eventlet.sleep(0); g.kill(E('x'), None, None); attempt(g.wait)
def dies_by_self(): eventlet.getcurrent().kill(); return 'not reached'
attempt(eventlet.spawn(dies_by_self).wait)
print(greenthread.getcurrent() is eventlet.getcurrent())
t = greenthread.exc_after(0.001, ValueError('after'))
attempt(eventlet.sleep, 0.1)
attempt(greenthread.with_timeout, 0.001, eventlet.sleep, 1, timeout_value='tv')
attempt(eventlet.with_timeout, 0.001, eventlet.sleep, 1)
attempt(eventlet.with_timeout, 0.001, eventlet.sleep)
attempt(eventlet.with_timeout, 1, lambda a, timeout_value=None: a, 4)
