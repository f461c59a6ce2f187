import eventlet

def add(a, b=0, *rest, **kw):
    return a + b, rest, sorted(kw.items())

gt = eventlet.spawn(add, 1, 2, 3, x=4)
print(type(gt).__name__, bool(gt), gt.dead)
print(gt.wait())
print(bool(gt), gt.dead)
print(gt.wait(), 'again')

def fail():
    raise ValueError('broken', 7)

import sys, io
err, sys.stderr = sys.stderr, io.StringIO()
gt = eventlet.spawn(fail)
for _ in range(2):
    try:
        gt.wait()
    except ValueError as e:
        print('caught', e.args)
text = sys.stderr.getvalue()
sys.stderr = err
print(text.splitlines()[0], '|', text.splitlines()[-1])

results = [eventlet.spawn(lambda i=i: i * i) for i in range(5)]
print([g.wait() for g in results])

def nested():
    return eventlet.spawn(lambda: 'inner').wait() + ' outer'
print(eventlet.spawn(nested).wait())
