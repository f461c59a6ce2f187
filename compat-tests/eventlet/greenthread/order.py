import eventlet
log = []
def worker(name, turns):
    for i in range(turns):
        log.append((name, i))
        eventlet.sleep(0)
gts = [eventlet.spawn(worker, n, t) for n, t in (('a', 3), ('b', 2), ('c', 4))]
log.append('spawned')
for g in gts:
    g.wait()
print(log)

log = []
def timed(name, seconds):
    eventlet.sleep(seconds)
    log.append(name)
gts = [eventlet.spawn(timed, s, s) for s in (0.06, 0.02, 0.04, 0)]
[g.wait() for g in gts]
print(log)
