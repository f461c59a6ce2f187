import eventlet
log = []
def f(x):
    log.append(x)
    return x
a = eventlet.spawn_after(0.03, f, 'late')
b = eventlet.spawn_after(0.01, f, 'early')
c = eventlet.spawn_after(0.02, f, 'cancelled')
c.cancel()
try:
    print(c.wait())
except eventlet.greenlet.GreenletExit as e:
    print('exit', repr(e))
print(a.wait(), b.wait(), log)
a.cancel()
print(a.dead, c.dead)
d = eventlet.spawn_after(0, f, 'now')
eventlet.sleep(0)
print(log)
d.cancel()
print(d.wait())
