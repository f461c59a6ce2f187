d = {'a': 1, 'b': 2, 'c': 3}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), 'a' in k, 1 in v, ('a', 1) in i, ('a', 2) in i, ('z', 1) in i, 'x' in i)
d['d'] = 4
print(len(k), list(k), list(v), list(i)[-1], list(reversed(k)), k.mapping['a'], type(k).__name__, type(v).__name__, type(i).__name__)
print(sorted(k & {'a', 'z'}), sorted(k | ['q']), sorted(k - {'a'}), sorted(k ^ {'a', 'q'}), sorted({'a', 'q'} - k), sorted(k & 'ab'), sorted(i & {('a', 1)}), sorted(i - {('a', 1)}))
print(k == {'a', 'b', 'c', 'd'}, k == set(d), k < {'a', 'b', 'c', 'd', 'e'}, k >= {'a'}, k.isdisjoint({'z'}), k.isdisjoint('a'), i == set(d.items()), v == v, v == d.values(), k != {'a'}, i <= i, type(k & k).__name__, {'a', 'b', 'c', 'd'} == k, {'x'} < k)
for f in (lambda: hash(k), lambda: k[0], lambda: k + k, lambda: v & v, lambda: k & 5, lambda: k.mapping.__setitem__('a', 1), lambda: k < [1], lambda: type(k)(), lambda: i - 5, lambda: {'x': []}.items() & {1}, lambda: [[]] & {'a': 1}.keys(), lambda: k.add('x'), lambda: v < v):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
it = iter(d)
next(it)
d['e'] = 5
try:
    next(it)
except RuntimeError as e:
    print(e)
try:
    next(it)
except RuntimeError as e:
    print(e)
it = iter(d.items())
print(it.__length_hint__(), next(it), it.__length_hint__(), type(it).__name__, type(iter(v)).__name__, type(reversed(d)).__name__, list(it))
print(next(it, 'done'))
for key in list(d):
    del d[key]
print(d, k, v, i, not k, list(zip({1: 2}.keys(), {1: 2}.values())))
e = {1: [1], 2: [2]}
for x in e.values(): x.append(0)
print(e, sum({1: 2, 3: 4}.values()), max({'a': 5, 'b': 3}.items(), key=lambda p: p[1]), dict(sorted({'b': 1, 'a': 2}.items())), {v: k for k, v in {'a': 1}.items()}, *{'s': 1}, [*{'s': 1}.items()])
from collections.abc import KeysView, ValuesView, ItemsView, Set, MappingView
print(isinstance({}.keys(), KeysView), isinstance({}.items(), Set), isinstance({}.values(), ValuesView), isinstance({}.values(), Set), isinstance({}.items(), ItemsView))
import types
p = types.MappingProxyType({'a': 1})
print(p, p['a'], p.get('b', 0), list(p.keys()), p | {'b': 2}, len(p), 'a' in p, p == {'a': 1}, p.copy(), list(reversed(p)))
for f in (lambda: p.__setitem__('a', 1), lambda: p.update({}), lambda: types.MappingProxyType(5), lambda: hash(p)):
    try:
        f()
    except Exception as ex:
        print(type(ex).__name__, ex)
