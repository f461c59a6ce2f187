import eventlet, sys, io
p = eventlet.GreenPool(2)
log = []
def w(i, k=None):
    eventlet.sleep(0)
    log.append((i, k))
for i in range(5):
    print(p.spawn_n(w, i, k=i), p.running())
p.waitall()
print(log, p.free())
def boom():
    raise KeyError('pool worker')
err, sys.stderr = sys.stderr, io.StringIO()
p.spawn_n(boom)
p.waitall()
text = sys.stderr.getvalue(); sys.stderr = err
print(text.splitlines()[0], text.splitlines()[-1], p.free(), p.running())
