t = (3, 1, 2, 1)
print(t.count(1), t.index(1), t.index(1, 2), len(t), t[0], t[-1], t[1:3], t[::-1], t + (5,), t * 2, 0 * t, 1 in t, tuple('ab'), tuple(), tuple([1]), tuple(t) is t, t[:] is t, () is (), (1,), ((),), hash((1, 2)) == hash((1.0, 2.0)), sorted(t), max(t), sum(t))
for f in (lambda: t[9], lambda: t['a'], lambda: t.index(9), lambda: t + [1], lambda: t.__setitem__, lambda: hash(([],)), lambda: tuple(5), lambda: t * 1.5, lambda: t.index(), lambda: t < [1], lambda: tuple(1, 2), lambda: t.append, lambda: t.index(1, 0, 1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print((1, 2) < (1, 2, 0), (1, 'a') == (1, 'a'), (2,) > (1, 9), () < (0,), (1, 2) != (2, 1), (1, (2, 3)) == (1, (2, 3)), (1, 2) <= (1, 2))


class T(tuple):
    def __new__(cls, a, b): return super().__new__(cls, (a, b))
    @property
    def first(self): return self[0]


x = T(1, 2)
x.attr = 'a'
print(x, x.first, x.attr, x == (1, 2), hash(x) == hash((1, 2)), type(x + ()).__name__, type(x[:]).__name__, repr(x), {x: 1}[(1, 2)], isinstance(x, tuple))
from collections import namedtuple
P = namedtuple('P', 'x y', defaults=[5])
p = P(1)
print(p, p.x, p._asdict(), p._replace(x=9), P._fields, P._make([3, 4]), P._field_defaults, p == (1, 5), p[1], P.__doc__, P.x.__doc__, p.__match_args__)
for f in (lambda: P(), lambda: P(1, 2, 3), lambda: p._replace(z=1), lambda: setattr(p, 'x', 1), lambda: namedtuple('Q', 'a a'), lambda: namedtuple('Q', '1a'), lambda: namedtuple('Q', 'class'), lambda: namedtuple('Q', '_a'), lambda: P._make([1])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(namedtuple('R', 'a a class', rename=True)._fields, namedtuple('S', ['a', 'b'], module='m').__module__)
import pickle, copy
print(pickle.loads(pickle.dumps((1, (2, [3])))), copy.deepcopy(([1],)), copy.copy(t) is t)
a, (b, c), *d = 1, (2, 3), 4, 5
print(a, b, c, d, *t, (x for x in t).__next__(), tuple(x * 2 for x in t), divmod(*t[:2]), isinstance(t, tuple), t.__getnewargs__(), (1, 2).__contains__(1))
r = []
t2 = (r,)
r.append(t2)
print(t2, ((1, 2), [3], {4: 5}), repr((1,)), str(()), ('a',), (None,))
