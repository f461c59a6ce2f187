import functools
from functools import *
print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(lambda a, b: a + b, [], 'init'), reduce(max, [3, 9, 2], 5))
p = partial(int, base=2)
print(p('101'), p.func, p.args, p.keywords, partial(print, 1, 2, sep='-')(3), repr(partial(pow, 2)), partial(partial(pow, 2), 3)(), partial(max, key=len)('a', 'bb'))
for f in (lambda: reduce(lambda a, b: a, []), lambda: partial(), lambda: partial(5), lambda: partial(pow, 2)(), lambda: reduce(5, [1, 2])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
calls = []


@lru_cache(maxsize=2)
def f(x, *, k=1):
    calls.append(x)
    return x * k


print(f(1), f(1), f(2), f(3), f(1), f(1, k=2), f.cache_info(), calls, f.__wrapped__(5), f.cache_parameters(), f.cache_clear(), f.cache_info())


@cache
def g(x): return x + 1


@lru_cache(typed=True)
def t(x): return type(x).__name__


print(g(1), g(1), g.cache_info(), t(1), t(1.0), t(True), t.cache_info())
try:
    g([])
except TypeError as e:
    print(e)


@lru_cache
def fails(x): raise ValueError(x)


for _ in range(2):
    try:
        fails(1)
    except ValueError as e:
        print(e, fails.cache_info())


class C:
    def __init__(self): self.n = 0

    @cached_property
    def v(self):
        self.n += 1
        return self.n

    @lru_cache
    def m(self, x): return x

    @partialmethod
    def pm(self): pass

    def add(self, a, b=0): return a + b
    add5 = partialmethod(add, 5)

    @singledispatchmethod
    def sd(self, a): return 'default'

    @sd.register
    def _(self, a: int): return 'int'


c = C()
print(c.v, c.v, c.m(1), c.add5(), c.add5(b=2), c.sd('x'), c.sd(1))
del c.v
print(c.v)


@singledispatch
def sd(x): return 'object'


@sd.register(list)
@sd.register(tuple)
def _(x): return 'sequence'


@sd.register
def _(x: int | float): return 'number'


@sd.register(type(None))
def none(x): return 'none'


print(sd('a'), sd([]), sd(()), sd(1), sd(True), sd(1.5), sd(None), sd.dispatch(bool).__name__, sorted(k.__name__ for k in sd.registry))
for h in (lambda: sd(), lambda: sd.register(5), lambda: sd.register(lambda x: 1)):
    try:
        h()
    except TypeError as e:
        print(str(e).split('<function')[0])


@total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v


print(V(1) <= V(1), V(2) > V(1), V(1) >= V(2), V(1) != V(2))


def deco(fn):
    @wraps(fn)
    def w(*a): return fn(*a)
    return w


@deco
def doc():
    """the doc"""


doc.attr = 1
print(doc.__name__, doc.__doc__, doc.__wrapped__.__name__, WRAPPER_ASSIGNMENTS, WRAPPER_UPDATES, update_wrapper(partial(doc), doc).__name__, functools.cmp_to_key(lambda a, b: b - a)(1) < functools.cmp_to_key(lambda a, b: b - a)(2))
print(sorted([1, 2, 3], key=cmp_to_key(lambda a, b: b - a)))
import pickle
print(pickle.loads(pickle.dumps(partial(int, base=2)))('11'))
