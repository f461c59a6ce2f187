import eventlet, copy
from eventlet import tpool
class Thing(object):
    value = 3
    def __init__(self):
        self.items = {1: 'one'}
    def method(self, a, b=2):
        return a + b
    def __getitem__(self, k):
        return self.items[k]
    def __setitem__(self, k, v):
        self.items[k] = v
    def __len__(self):
        return 7
    def __repr__(self):
        return 'Thing!'
    def __str__(self):
        return 'a thing'
    def __enter__(self):
        return 'entered'
    def __exit__(self, *a):
        self.exited = a[0] is None
    def __call__(self, x):
        return 'called %s' % x
    def __bool__(self):
        return False
    def other(self):
        return Thing()
    def names(self):
        return ['a', 'b']
    def fail(self):
        raise ValueError('from proxy')
p = tpool.Proxy(Thing())
print(p.value, p.method(1), p.method(1, b=5), p[1], len(p), repr(p), str(p), p('x'), bool(p))
p[2] = 'two'
print(p[2], p.method(1, nonblocking=True))
with p as x:
    print(x)
print(p.exited, type(p.other()).__name__, type(p.names()).__name__)
q = tpool.Proxy(Thing(), autowrap=(Thing,))
print(type(q.other()).__name__)
q = tpool.Proxy(Thing(), autowrap_names=('names',))
print(type(q.names()).__name__)
try:
    p.fail()
except ValueError as e:
    print(e)
try:
    p.nothing
except AttributeError as e:
    print('AttributeError', e)
t = Thing()
print(tpool.Proxy(t) == t, hash(tpool.Proxy(t)) == hash(t))
l = tpool.Proxy([3, 1, 2])
l.sort()
print(list(l), l[0], 2 in list(l))
f = tpool.Proxy(iter('ab'))
print(next(f), next(f))
m = tpool.Proxy(copy)
print(m.copy([1]))
tpool.killall()
