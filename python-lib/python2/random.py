"""random as Python 2 had it: the same seeds give the same numbers."""

import random as _random
import sys as _sys

from python2._proxy import ModuleProxy


class Random(_random.Random):
    """The generator of Python 2: choices are made from random() alone."""

    def seed(self, a=None, version=1):
        if isinstance(a, str):
            a = _hash(a)
        elif a is not None and not isinstance(a, int):
            a = hash(a)
        _random.Random.seed(self, a)

    def randrange(self, start, stop=None, step=1):
        if start != int(start):
            raise ValueError('non-integer arg 1 for randrange()')
        start = int(start)
        if stop is None:
            if start > 0:
                return self._below(start)
            raise ValueError('empty range for randrange()')
        stop, step = int(stop), int(step)
        width = stop - start
        if step == 1 and width > 0:
            return start + self._below(width)
        if step == 1:
            raise ValueError('empty range for randrange() (%d,%d, %d)' % (start, stop, width))
        if step == 0:
            raise ValueError('zero step for randrange()')
        n = (width + step - 1) // step if step > 0 else (width + step + 1) // step
        if n <= 0:
            raise ValueError('empty range for randrange()')
        return start + step * self._below(n)

    def _below(self, n):
        if n >= 1 << 53:
            return self._randbelow(n)
        return int(self.random() * n)

    def randint(self, a, b):
        return self.randrange(a, b + 1)

    def choice(self, seq):
        return seq[int(self.random() * len(seq))]

    def shuffle(self, x, random=None):
        random = random or self.random
        for i in reversed(range(1, len(x))):
            j = int(random() * (i + 1))
            x[i], x[j] = x[j], x[i]

    def sample(self, population, k):
        n = len(population)
        if not 0 <= k <= n:
            raise ValueError('sample larger than population')
        result = [None] * k
        setsize = 21
        if k > 5:
            power = 1
            while power < k * 3:
                power *= 4
            setsize += power
        if n <= setsize or hasattr(population, 'keys'):
            pool = list(population)
            for i in range(k):
                j = int(self.random() * (n - i))
                result[i] = pool[j]
                pool[j] = pool[n - i - 1]
            return result
        if isinstance(population, (set, frozenset)):
            population = list(population)
        selected = set()
        for i in range(k):
            j = int(self.random() * n)
            while j in selected:
                j = int(self.random() * n)
            selected.add(j)
            result[i] = population[j]
        return result

    def jumpahead(self, n):
        for _ in range(n % 1000 + 1):
            self.random()


def _hash(text):
    """hash() of a text in Python 2, on a machine of 64 bits."""
    if not text:
        return 0
    value = ord(text[0]) << 7
    for c in text:
        value = (value * 1000003 & 0xFFFFFFFFFFFFFFFF) ^ ord(c)
    value ^= len(text)
    value = value - (1 << 64) if value >= 1 << 63 else value
    return -2 if value == -1 else value


_shared = Random()
_names = ['seed', 'random', 'uniform', 'randint', 'choice', 'randrange', 'shuffle', 'normalvariate', 'lognormvariate', 'expovariate',
          'vonmisesvariate', 'gammavariate', 'triangular', 'gauss', 'betavariate', 'paretovariate', 'weibullvariate', 'getstate',
          'setstate', 'jumpahead', 'getrandbits', 'sample']
_own = {name: getattr(_shared, name) for name in _names}
_own.update(Random=Random, WichmannHill=Random, __name__='random')
_sys.modules[__name__] = ModuleProxy('random', _random, _own)
