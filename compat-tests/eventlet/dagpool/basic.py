import eventlet
from eventlet.dagpool import DAGPool, Collision, PropagateError
p = DAGPool({'a': 1})
def add(key, results, *args, **kw):
    total = 0
    for k, v in results:
        total += v
    return total + sum(args)
p.spawn('b', ('a',), add, 10)
p.spawn('c', ['a', 'b'], add)
print(sorted(p.waitall().items()))
print(p['c'], p.get('b'), p.get('zzz', 'default'), sorted(p.keys()), sorted(p.items()))
print(p.running(), p.waiting(), p.running_keys(), p.waiting_for())
for f in (lambda: p.spawn('a', (), add), lambda: p.post('a', 3)):
    try:
        f()
    except Collision as e:
        print('Collision', e)
p.post('a', 5, replace=True)
print(p['a'])
p.spawn('x', ('y', 'z'), add)
eventlet.sleep(0)
print(p.running(), p.waiting(), sorted(p.waiting_for('x')), {k: sorted(v) for k, v in p.waiting_for().items()})
p.post('y', 1)
eventlet.sleep(0)
print(sorted(p.waiting_for('x')))
p.post('z', 2)
print(p['x'], p.waiting_for('x'))
try:
    p.waiting_for('nobody')
except KeyError as e:
    print('KeyError', e)
p.spawn_many({'m1': ('a',), 'm2': ('m1',)}, add, 100)
print(sorted(p.wait(('m1', 'm2')).items()))
print(sorted(p.wait_each(('m1', 'a'))))
p = DAGPool([('k', 'v')])
print(p.wait(()), p.wait(['k']))
