t = (1, 2, 3)
print(t, t[1], len(t), (1,), ())
a, b, c = t
print(a, b, c, t + (4,), t * 2, 2 in t, t.index(2), t.count(1))
s = {3, 1, 2, 1}
print(sorted(s), len(s), 1 in s)
s.add(5)
s.discard(1)
print(sorted(s | {9}), sorted(s & {2, 3}), sorted(s - {2}), sorted(s ^ {2, 7}))
print(set(), frozenset([1]), {1} <= {1, 2})
print(sorted({x % 3 for x in range(10)}))
print(hash((1, 2)) == hash((1, 2)), (1, 2) < (1, 3))
try:
    t[0] = 1
except TypeError as error:
    print(error)
