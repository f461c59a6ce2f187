import eventlet, sys, io
p = eventlet.GreenPool(3)
def w(i):
    if i % 2:
        raise ValueError(i)
    return i
err, sys.stderr = sys.stderr, io.StringIO()
gts = [p.spawn(w, i) for i in range(6)]
out = []
for g in gts:
    try:
        out.append(g.wait())
    except ValueError as e:
        out.append('error %s' % e)
p.waitall()
sys.stderr = err
print(out, p.free(), p.running())
g = p.spawn(eventlet.sleep, 10)
h = p.spawn(eventlet.sleep, 10)
eventlet.sleep(0)
print(p.running())
g.kill()
h.kill()
print(p.running(), p.free())
p.waitall()
k = p.spawn(w, 0)
k.kill()
p.waitall()
print('killed before start', p.running(), p.free())
