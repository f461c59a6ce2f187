import eventlet, sys, io, traceback
err, sys.stderr = sys.stderr, io.StringIO()
def f():
    g()
def g():
    raise RuntimeError('deep')
eventlet.spawn(f)
eventlet.spawn_n(f)
eventlet.sleep(0)
text = sys.stderr.getvalue(); sys.stderr = err
print(text.count('RuntimeError: deep'), 'in g' in text, 'in f' in text, text.count('Traceback (most recent call last):'))
from eventlet import debug
debug.hub_exceptions(False)
err, sys.stderr = sys.stderr, io.StringIO()
eventlet.spawn(f); eventlet.spawn_n(f); eventlet.sleep(0)
text = sys.stderr.getvalue(); sys.stderr = err
print(repr(text))
debug.hub_exceptions(True)
