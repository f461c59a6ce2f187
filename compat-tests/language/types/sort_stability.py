import functools
import random
random.seed(5)
for n in (0, 1, 2, 31, 32, 33, 63, 64, 65, 100, 1000, 5000):
    for shape in ('random', 'sorted', 'reversed', 'few', 'saw', 'almost'):
        if shape == 'random': x = [random.random() for _ in range(n)]
        elif shape == 'sorted': x = list(range(n))
        elif shape == 'reversed': x = list(range(n, 0, -1))
        elif shape == 'few': x = [random.randrange(4) for _ in range(n)]
        elif shape == 'saw': x = [i % 7 for i in range(n)]
        else:
            x = list(range(n))
            for _ in range(3):
                if n: x[random.randrange(n)] = random.randrange(n)
        pairs = [(v, i) for i, v in enumerate(x)]
        s = sorted(pairs, key=lambda p: p[0])
        r = sorted(pairs, key=lambda p: p[0], reverse=True)
        ok = all((a[0], a[1]) <= (b[0], b[1]) for a, b in zip(s, s[1:]))
        ok2 = all(a[0] > b[0] or a[0] == b[0] and a[1] < b[1] for a, b in zip(r, r[1:]))
        if not (ok and ok2): print('bad', n, shape)
print('stable')
print(sorted(['b', 'A', 'c'], key=functools.cmp_to_key(lambda a, b: (a > b) - (a < b))), sorted([(1, 'b'), (1, 'a')]), sorted([1, True, 0, False], reverse=True), sorted('bca', key=lambda c: {'a': 2, 'b': 1, 'c': 0}[c]))


class Rev:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v > o.v
    def __repr__(self): return str(self.v)


print(sorted([Rev(i) for i in (1, 3, 2)]), min([Rev(1), Rev(2)]), max([Rev(1), Rev(2)]))


class Fails:
    def __lt__(self, o): raise ValueError('lt')


l = [Fails(), Fails()]
try:
    l.sort()
except ValueError as e:
    print(e, len(l))
try:
    [3, 1, 2].sort(key=lambda x: 1 / (x - 1))
except ZeroDivisionError as e:
    print(e)
l = [3, 1, 2]
try:
    l.sort(key=lambda x: l.append(5) or x)
except ValueError as e:
    print(e, l)
seen = []
l = [3, 1, 2]
l.sort(key=lambda x: seen.append(list(l)) or x)
print(seen, l)
print(sorted([float('nan'), 1.0, 2.0, float('-inf')])[0:0], sorted([[2, 1], [1, 3], [1]]), sorted([(2, 'x'), (1, None)]), sorted({3: 'c', 1: 'a'}.items(), reverse=True), sorted([b'b', b'a']), sorted(['é', 'z', 'a']), sorted([10 ** 20, 5, -10 ** 30]), sorted([1.5, 1, 2 ** 70, -3.0]))
print(sorted(range(20), key=lambda x: x % 5), sorted(range(20), key=lambda x: x % 5, reverse=True))
