r = range(2, 20, 3)
print(r, len(r), r[0], r[-1], r[1:3], r[::-1], list(r), 5 in r, 6 in r, 5.0 in r, 'a' in r, r.index(8), r.count(5), r.count(6), r.start, r.stop, r.step, r == range(2, 18, 3), range(0) == range(5, 2), hash(range(0)) == hash(range(3, 1)), list(reversed(r)), repr(range(5)), bool(range(0)), max(r), sum(r))
print(range(10 ** 30)[10 ** 29], len(range(2 ** 62)), list(range(10 ** 20, 10 ** 20 + 3)), range(5, 0, -2)[::-1], list(range(-3, 3)), range(10)[-3:], range(10)[::3], range(True), 10 ** 25 in range(0, 10 ** 30, 5), range(1, 10, 4)[2], list(range(3, 3)), (range(3), range(3))[0] is range(3))
for f in (lambda: range(), lambda: range(1, 2, 0), lambda: range(1.5), lambda: range('a'), lambda: r[100], lambda: r.index(6), lambda: r['a'], lambda: r + r, lambda: len(range(10 ** 30)), lambda: range(1, 2, 3, 4), lambda: setattr(r, 'start', 1), lambda: r[1.5], lambda: range(x=1), lambda: r < r, lambda: r.index('a'), lambda: type('R', (range,), {}), lambda: next(r)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
it = iter(range(3))
print(next(it), it.__length_hint__(), list(it), next(it, 'end'), type(it).__name__, type(iter(range(10 ** 30))).__name__)
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, slice(5), slice(None), s.indices(5), slice(None, None, -1).indices(5), slice(-3, None).indices(10), slice(100, -100, -3).indices(7), s == slice(1, 10, 2), slice(1) < slice(2), slice('a', [1]), slice(10 ** 30).indices(5))
for f in (lambda: hash(s), lambda: slice(), lambda: s.indices('a'), lambda: slice(1, 2, 0).indices(5), lambda: slice('a').indices(5), lambda: s.indices(-1), lambda: [1][::0], lambda: setattr(s, 'start', 1), lambda: [1]['a':], lambda: 'abc'[::1.5]):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class I:
    def __init__(self, v): self.v = v
    def __index__(self): return self.v


print(list(range(I(1), I(4))), [1, 2, 3][I(0):I(2)], 'abcdef'[I(4)::I(-1)], range(10)[I(3)])
for i in range(3):
    i *= 10
    print(i, end=' ')
print(i, sum(range(101)), [range(i) for i in range(3)], list(zip(range(3), range(10, 0, -1))), list(enumerate(range(2))), [*range(4)][1:-1], range(3).__contains__(1), range(0, 10, 3).__reduce__())
import pickle, copy
print(pickle.loads(pickle.dumps(r)), copy.copy(r) == r, pickle.loads(pickle.dumps(s)))
