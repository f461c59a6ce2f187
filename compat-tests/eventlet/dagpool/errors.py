import eventlet, sys, io
from eventlet.dagpool import DAGPool, Collision, PropagateError
p = DAGPool()
def ok(key, results):
    return key, sorted(results)
def bad(key, results):
    raise ValueError('in ' + key)
p.spawn('good', (), ok)
p.spawn('bad', (), bad)
p.spawn('child', ('bad', 'good'), ok)
try:
    p.waitall()
except PropagateError as e:
    # Which of the two comes first depends on the order of a set, and so on the hash seed.
    print((e.key, type(e.exc).__name__) in (('bad', 'ValueError'), ('child', 'PropagateError')))
print(sorted(k for k, v in p.wait_each_success()))
print(sorted((k, str(v)) for k, v in p.wait_each_exception()))
try:
    p['child']
except PropagateError as e:
    print(e.key, e.exc.key, e.exc.exc)
    print(str(e))
try:
    p.get('bad')
except PropagateError as e:
    print(e.args[0], repr(e.args[1]))
try:
    p.items()
except PropagateError:
    print('items raises')
p = DAGPool()
def forever(key, results):
    for k, v in results:
        pass
    return 'done'
p.spawn('f', ('never',), forever)
eventlet.sleep(0)
try:
    p.post('f', 'posted')
except Collision as e:
    print('Collision', e)
p.post
p.spawn('g', (), ok)
p.kill('g')
print(p.running(), sorted(p.keys()))
p.spawn('g', (), ok)
print(p['g'])
try:
    p.kill('nobody')
except KeyError as e:
    print('KeyError', e)
