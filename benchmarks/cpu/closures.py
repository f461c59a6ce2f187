# bench: unit=s group=cpu
import _timing
from functools import reduce


def compose(*functions):
    return reduce(lambda f, g: lambda x: g(f(x)), functions)


def make_counter(step):
    n = 0

    def count(by=1, *, twice=False):
        nonlocal n
        n += by * step
        if twice:
            n += by * step
        return n
    return count


def memoize(f):
    cache = {}

    def wrapper(*args):
        if args not in cache:
            cache[args] = f(*args)
        return cache[args]
    return wrapper


@memoize
def paths(a, b):
    return 1 if a == 0 or b == 0 else paths(a - 1, b) + paths(a, b - 1)


def main():
    pipeline = compose(lambda x: x + 1, lambda x: x * 3, lambda x: x - 2, lambda x: x ^ 5)
    total = 0
    for i in range(200000):
        total += pipeline(i)
    counters = [make_counter(i) for i in range(10)]
    for i in range(60000):
        for c in counters:
            c(i, twice=True) if i & 1 else c()
    assert total and paths(60, 60) > 0
    assert sum(map(lambda x: x[0] * x[1], filter(lambda p: p[0] != p[1], ((i, i % 7) for i in range(200000))))) > 0


_timing.run(main, times=4)
