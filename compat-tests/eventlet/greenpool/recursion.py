import eventlet
p = eventlet.GreenPool(1)
log = []
def outer(n):
    log.append(('outer', n))
    if n:
        g = p.spawn(outer, n - 1)
        log.append(('result', n, g.wait()))
        p.spawn_n(log.append, ('n', n))
    return n
print(p.spawn(outer, 3).wait())
print(log)
try:
    p.spawn(p.waitall).wait()
except AssertionError as e:
    print(e)
print(p.running(), p.free())
