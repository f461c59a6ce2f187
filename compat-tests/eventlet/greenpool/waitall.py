import eventlet
p = eventlet.GreenPool(10)
log = []
def child(i):
    eventlet.sleep(0.001 * i)
    if i:
        p.spawn(child, i - 1)
    log.append(i)
p.spawn(child, 5)
p.waitall()
print(log)
waiters = [eventlet.spawn(p.waitall) for _ in range(3)]
p.spawn(eventlet.sleep, 0.01)
more = [eventlet.spawn(p.waitall) for _ in range(3)]
[w.wait() for w in waiters + more]
print('all woke', p.running())
with eventlet.Timeout(0.01, False):
    p.spawn(eventlet.sleep, 1)
    p.waitall()
    print('no')
print(p.running())
for g in list(p.coroutines_running):
    g.kill()
p.waitall()
print(p.running())
