log = []


def d(name):
    log.append(name)
    def inner(f):
        log.append(name + ' applied')
        return f
    return inner


@d('a')
@d('b')
def f(): pass


@d('c')
class C: pass


print(log)
ops = {'k': [lambda f: 'from subscript']}


@ops['k'][0]
def g(): pass


print(g)


@(lambda f: f.__name__)
def h(): pass


print(h)


@[x := 5, lambda f: f][1]
def i(): pass


print(i.__name__, x)


@property
def lonely(self): return 1


print(type(lonely).__name__)
import functools


def wrap(f):
    @functools.wraps(f)
    def wrapper(*a, **k):
        """wrapper doc"""
        return f(*a, **k)
    return wrapper


@wrap
def named(a: int) -> str:
    """original doc"""


print(named.__name__, named.__doc__, named.__annotations__, named.__wrapped__.__name__)


@functools.lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), fib.cache_info())


class CountCalls:
    def __init__(self, f):
        self.f, self.n = f, 0

    def __call__(self, *a):
        self.n += 1
        return self.f(*a)

    def __get__(self, obj, owner):
        return functools.partial(self, obj)


class K:
    @CountCalls
    def m(self, x):
        return x * 2


print(K().m(2), K().m(3), K.__dict__['m'].n)
try:
    @5
    def bad(): pass
except TypeError as error:
    print(error)


try:
    @int
    class Weird:
        pass
except TypeError as error:
    print(error)
