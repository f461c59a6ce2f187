import eventlet, greenlet, sys, io
log = []
g = eventlet.spawn_n(log.append, 5)
print(type(g) is greenlet.greenlet, hasattr(g, 'wait'), log)
eventlet.sleep(0)
print(log, g.dead)
def boom():
    raise KeyError('gone')
err, sys.stderr = sys.stderr, io.StringIO()
eventlet.spawn_n(boom)
eventlet.sleep(0)
text = sys.stderr.getvalue(); sys.stderr = err
print(text.splitlines()[0], text.splitlines()[-1])
def kw(a, **k):
    log.append((a, k))
eventlet.spawn_n(kw, 1, b=2)
eventlet.sleep(0)
print(log)
