import gc
import weakref


class O:
    def __init__(self, n): self.n = n
    def __repr__(self): return 'O%s' % self.n
    def method(self): return 'method', self.n


def dead_ref():
    ref = weakref.ref(O(1))
    gc.collect()
    return ref


o = O(1)
r = weakref.ref(o)
log = []
r2 = weakref.ref(o, lambda ref: log.append('dead'))
print(r() is o, r == weakref.ref(o), r is weakref.ref(o), r2 == r, weakref.getweakrefcount(o), len(weakref.getweakrefs(o)), hash(r) == hash(o), r.__callback__, repr(r).startswith('<weakref at'))
p = weakref.proxy(o)
print(p.n, p.method(), str(p), type(p).__name__, p == o, isinstance(p, O))
p.n = 5
print(o.n)
m = weakref.WeakMethod(o.method)
print(m()())
f = weakref.finalize(o, log.append, 'finalized')
print(f.alive, f.peek()[1].__name__, f.atexit)
d = weakref.WeakValueDictionary(a=o)
k = weakref.WeakKeyDictionary({o: 'v'})
s = weakref.WeakSet([o])
print(d['a'] is o, k[o], o in s, len(d), len(k), len(s), list(d.items()), list(k.values()), dict(d), d.get('zz'), d.keys().__class__.__name__)
del o
gc.collect()
gc.collect()
print(r(), sorted(log), m(), f.alive, len(d), len(k), len(s), 'a' in d, repr(r).split(';')[1] if ';' in repr(r) else repr(r))
for t in (lambda: p.n, lambda: weakref.ref(5), lambda: weakref.ref('x'), lambda: weakref.ref([]), lambda: weakref.proxy(None), lambda: weakref.ref(), lambda: weakref.ref(O(1), 2, 3), lambda: hash(dead_ref()), lambda: str(p), lambda: d['a'], lambda: weakref.WeakMethod(5)):
    try:
        print(t())
    except Exception as e:
        print(type(e).__name__, e)


class Sub(weakref.ref):
    def __call__(self): return ('sub', super().__call__())


o = O(2)
x = Sub(o)
x.attr = 1
print(x(), x.attr, isinstance(x, weakref.ref), weakref.ref(set()).__class__.__name__, weakref.ref(lambda: 0).__class__, weakref.ref(type('T', (), {}))() is not None)


class Del:
    def __del__(self): log.append('del')


log.clear()
a, b = Del(), Del()
a.other, b.other = b, a
wa = weakref.ref(a)
del a, b
gc.collect()
gc.collect()
print(log, wa())
z = O(3)
fz = weakref.finalize(z, print, 'finalizer called')
print(fz(), fz(), fz.detach(), fz.alive)
cache = weakref.WeakValueDictionary()
v = cache.setdefault('k', O(4))
print(cache['k'], cache.pop('k'), len(cache), weakref.WeakKeyDictionary().get(O(1), 'none'))
at_exit = O(9)
weakref.finalize(at_exit, print, 'at exit')
