import eventlet
log = []
def ended(gt, *args, **kw):
    try:
        log.append(('ended', gt.wait(), args, kw))
    except Exception as e:
        log.append(('failed', type(e).__name__, str(e), args, kw))
def ok():
    return 'value'
def bad():
    raise IndexError('x')
g = eventlet.spawn(ok)
g.link(ended, 1, two=2)
g.link(ended, 'second')
print(g.unlink(ended, 'second'), g.unlink(ended, 'never'))
g.wait()
print(log)
g.link(ended, 'after the end')
print(log[-1])
import sys, io
err, sys.stderr = sys.stderr, io.StringIO()
g = eventlet.spawn(bad)
g.link(ended, 'b')
eventlet.sleep(0)
sys.stderr = err
print(log[-1])
g = eventlet.spawn_after(10, ok)
g.link(lambda gt: log.append('killed'))
g.kill()
print(log[-1])
def relink(gt):
    log.append('one')
    gt.link(lambda gt: log.append('two'))
g = eventlet.spawn(ok); g.link(relink); g.wait(); eventlet.sleep(0)
print(log[-2:])
print(eventlet.spawn(ok).unlink(ok))
