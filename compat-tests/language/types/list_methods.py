l = [5, 3, 9, 1]
print(l.append(7), l, l.insert(1, 0), l.insert(-1, 'x'), l.insert(100, 'end'), l, l.pop(), l.pop(0), l.pop(-2), l)
l = [3, 1, 2]
print(l.sort(), l, l.sort(reverse=True), l, l.sort(key=lambda x: -x), l, sorted('bAc', key=str.lower), l.reverse(), l, l.copy() is l, l.index(2), l.index(3, 1), l.count(3), l.clear(), l)
l = list(range(10))
l[2:4] = 'abc'
l[len(l):] = [99]
l[:0] = [-1]
print(l)
l[::3] = [0] * len(l[::3])
del l[::2], l[-1]
print(l, l[100:], l[-100:1], l[slice(None)], l[True])
l += (1,)
l *= 2
l.extend(x for x in 'pq')
l.extend(l)
print(l, len(l))
for f in (lambda: [].pop(), lambda: [1].pop(5), lambda: [].remove(1), lambda: [].index(1), lambda: [1][1], lambda: [1]['a'], lambda: [1][1.0], lambda: [1].__setitem__(3, 1), lambda: [1].__delitem__(3), lambda: [1, 2].__setitem__(slice(0, 2, 2), [1, 2]), lambda: [] + (), lambda: [] + 1, lambda: [1] * 'a', lambda: [1].extend(5), lambda: list(5), lambda: [1, 'a'].sort(), lambda: [1].sort(5), lambda: [1].sort(key=5), lambda: hash([]), lambda: [1].__setitem__(slice(0, 1), 5), lambda: list(1, 2), lambda: list(x=1), lambda: [1].insert('a', 1), lambda: [1].index(1, 5), lambda: [].__iadd__(5), lambda: [1] < 5, lambda: sorted([1j, 2]), lambda: [3][10 ** 30], lambda: [1] * (10 ** 30), lambda: [1].append(), lambda: [1].append(1, 2), lambda: [].copy(1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
r = [1]
r.append(r)
print(r, r == r, [[]] * 2, [[1], [2]] > [[1]], [] < [0], [1, 2] == [1, 2.0], [1] != (1,), [float('nan')] == [float('nan')], 1 in [True], [1, 2] * 0, 3 * [None])


def mutate(x):
    victim.append(1)
    return x


victim = [3, 1, 2]
try:
    victim.sort(key=mutate)
except ValueError as e:
    print(e, victim)
data = [(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd')]
print(sorted(data, key=lambda x: x[0]), sorted(data, key=lambda x: x[0], reverse=True), sorted([3, 1.5, True]), sorted([[2], [1, 5], []]), sorted({'b': 1, 'a': 2}), sorted('hello', reverse=True))


class LT:
    count = 0

    def __init__(self, v): self.v = v

    def __lt__(self, o):
        LT.count += 1
        return self.v < o.v


x = [LT(i * 7919 % 101) for i in range(100)]
x.sort()
print([i.v for i in x] == sorted(i.v for i in x), LT.count < 700)
x.sort()
for i in [1, 2, 3]:
    pass
it = iter(l2 := [1, 2])
next(it); next(it)
print(next(it, 'end'), l2.append(3), next(it, 'still end'))
l3 = [1, 2, 3, 4]
for v in l3:
    if v == 2: l3.remove(v)
    print(v, end=' ')
print(l3, list(reversed(l3)), it.__length_hint__(), iter([1, 2, 3]).__reduce__()[1:], [].__sizeof__() > 0)


class L(list):
    def __getitem__(self, i): return 'sub %s' % (i,)
    def append(self, x): super().append(x * 2)


s = L([1])
s.append(2)
print(s, s[0], list(s), type(s + []).__name__, type(s.copy()).__name__, s == [1, 4], len(s), s[0:1], isinstance(s, list), L().__class__.__name__, repr(L('ab')))
a = b = [1]
a += [2]
print(a is b, b, [*a, *b], [x for x in a] is a, list(map(str, a)), a.__len__(), list('') or 'empty', list({1: 2}), list(zip(a, a)))
