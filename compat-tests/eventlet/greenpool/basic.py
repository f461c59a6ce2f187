import eventlet
p = eventlet.GreenPool(2)
print(p.size, p.running(), p.free(), p.waiting())
log = []
def w(i):
    log.append(('start', i, p.running(), p.free()))
    eventlet.sleep(0)
    log.append(('end', i))
    return i * 10
gts = [p.spawn(w, i) for i in range(4)]
print(p.running(), p.free(), p.waiting())
p.waitall()
print([g.wait() for g in gts], p.running(), p.free())
print(log)
p.waitall()
print('nothing to wait for')
print(eventlet.GreenPool().size, eventlet.GreenPool('3').size)
for bad in (-1, 'x'):
    try:
        eventlet.GreenPool(bad)
    except Exception as e:
        print(type(e).__name__, e)
try:
    eventlet.GreenPool(None)
except TypeError as e:
    print('TypeError')
