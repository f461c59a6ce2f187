d = {'a': 1, 'b': 2, 'c': 3}
print(d.get('a'), d.get('z'), d.get('z', 5), d.pop('a'), d.pop('z', None), d.popitem(), d, d.setdefault('q', 1), d.setdefault('q', 2), d.setdefault('n'), d, d.copy() is d, d.update(b=9), d.update({'x': 1}), d.update([('y', 2)]), d, d.clear(), d)
print(dict.fromkeys('ab'), dict.fromkeys([1, 2], 0), dict(a=1), dict({'a': 1}, b=2), dict([('a', 1), ['b', 2]]), dict(zip('ab', [1, 2])), dict(), {**d, 'a': 1}, {1: 'a', **{1: 'b'}})
d = {'x': 1, 'y': 2}
d |= {'z': 3}
print(d | {'x': 9}, {'p': 0} | d, list(d), list(reversed(d)), list(d.items()), len(d), 'x' in d, d == {'z': 3, 'y': 2, 'x': 1}, d != {}, {1: 1} == {1.0: True}, list(reversed(d.items())), list(reversed(d.values())))
d |= [('w', 4)]
del d['x']
d['x'] = 5
print(d, next(iter(d)), max(d), sorted(d, key=d.get), str(d), repr({}), {1: {2: {}}}, {(1, 2): 'tuple', None: 0, 1.5: 1, 'é': b'x'})
for f in (lambda: d['zz'], lambda: d[['l']], lambda: {[]: 1}, lambda: d.pop('zz'), lambda: {}.popitem(), lambda: d.__delitem__('zz'), lambda: dict(5), lambda: dict([1]), lambda: dict([(1, 2, 3)]), lambda: dict(['abc']), lambda: d.update(5), lambda: hash(d), lambda: d + {}, lambda: d | [1], lambda: d < d, lambda: dict({}, {}), lambda: dict.fromkeys(5), lambda: d.get(), lambda: d.get([]), lambda: d[1, 2], lambda: d.update([('a',)]), lambda: d.pop(), lambda: dict(**{1: 2}), lambda: d.setdefault([], 1), lambda: {}.fromkeys([[]]), lambda: d.get('a', default=1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
for mutate in ('d["new"] = 1', 'del d["y"]', 'd.clear()'):
    d = {'x': 1, 'y': 2, 'z': 3}
    try:
        for k in d:
            exec(mutate)
    except RuntimeError as e:
        print(mutate, e)
d = {'a': 1, 'b': 2}
for k in d:
    d[k] += 1
print(d)
try:
    for k in d:
        del d[k]
        d[k + 'x'] = 1
        if len(k) > 5: break
except RuntimeError as e:
    print(e)


class D(dict):
    def __missing__(self, k): return 'missing %s' % k
    def __getitem__(self, k): return ('got', super().__getitem__(k))


x = D(a=1)
x.attr = 1
print(x['a'], x['zz'], x.get('zz'), x, x == {'a': 1}, dict(x), x.copy().__class__.__name__, {**x}, 'zz' in x, x.pop('a'), D.fromkeys('a').__class__.__name__)


class K:
    def __init__(self, v, h): self.v, self.h = v, h
    def __hash__(self): return self.h
    def __eq__(self, o): return isinstance(o, K) and self.v == o.v
    def __repr__(self): return 'K%s' % self.v


d = {K(i, i % 3): i for i in range(10)}
print(d, d[K(7, 1)], K(7, 2) in d, d.pop(K(4, 1)), len(d))
big = {i: str(i) for i in range(10000)}
for i in range(0, 10000, 2): del big[i]
print(len(big), big[9999], 5000 in big, list(big)[:3], sum(big))
for i in range(0, 100, 2): big[i] = i
print(list(big)[-2:], big.popitem())


class Bad:
    def __hash__(self): return 1
    def __eq__(self, o): raise ValueError('eq')


try:
    {Bad(): 1}[Bad()]
except ValueError as e:
    print(e)
r = {}
r['self'] = r
print(r, {'a': [r]}['a'][0] is r)


class Keys:
    def keys(self): return ['p', 'q']
    def __getitem__(self, k): return k * 2


print(dict(Keys()), {**Keys()}, dict({True: 'a', 1: 'b', 1.0: 'c'}), {'a': 1, 'a': 2}, {0: 'z', -0.0: 'y', False: 'x'})
import pickle, copy
print(pickle.loads(pickle.dumps({'a': [1]})), copy.deepcopy({'a': {}}), len({i: i for i in range(1000)}), {'k': 1}.__contains__('k'), dict(a=1).__or__([]), {}.__ior__([]) , sorted({3: 1, 1: 2}.items()))
