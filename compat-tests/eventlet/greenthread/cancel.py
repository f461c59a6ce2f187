import eventlet, greenlet
log = []
g = eventlet.spawn(log.append, 1)
g.cancel()
eventlet.sleep(0)
print(log, g.dead)
try:
    g.wait()
except greenlet.GreenletExit:
    print('exit')
def f():
    eventlet.sleep(0.01)
    log.append(2)
    return 'done'
g = eventlet.spawn(f)
eventlet.sleep(0)
g.cancel()
print(g.wait(), log)
g = eventlet.spawn_after(5, f)
g.cancel(ValueError, ValueError('no'), None)
try:
    g.wait()
except ValueError as e:
    print('ValueError', e)
from eventlet import greenthread
g = eventlet.spawn_after(5, f)
greenthread.cancel(g)
print(g.dead)
