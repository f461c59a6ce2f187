class Num:
    def __init__(self, v):
        self.v = v

    def __repr__(self):
        return 'N(%s)' % self.v


def bin_(name):
    def f(self, other):
        if isinstance(other, (Num, int)):
            return '%s %s %s' % (self, name, other)
        return NotImplemented
    return f


names = 'add sub mul truediv floordiv mod pow matmul and or xor lshift rshift divmod'.split()
for n in names:
    for p in ('', 'r', 'i'):
        if n == 'divmod' and p == 'i':
            continue
        setattr(Num, '__%s%s__' % (p, n), bin_(p + n))
for n in 'neg pos invert abs'.split():
    setattr(Num, '__%s__' % n, lambda self, n=n: '%s %s' % (n, self))
a, b = Num('a'), Num('b')
print(a + b, a - 1, 1 * a, a / b, a // 2, 2 % a, a ** b, 2 ** a, a @ b, a & b, 1 | a, a ^ b, a << 1, 1 >> a, divmod(a, 1), divmod(1, a))
print(-a, +a, ~a, abs(a), pow(a, 2))
x = a
x += 1
print(x)
x = a
x @= b
print(x)
for f in (lambda: a + 'x', lambda: 'x' + a, lambda: [] - a, lambda: a ** 'q', lambda: 1 + None, lambda: {} | [], lambda: 'a' * 'b', lambda: -'x', lambda: ~1.5):
    try:
        print(f())
    except TypeError as error:
        print(error)


class Sub(Num):
    def __radd__(self, other):
        return 'sub radd'


print(a + Sub('s'), 1 + Sub('s'))


class Cmp:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        return ('eq', self.v) if isinstance(o, Cmp) else NotImplemented

    def __lt__(self, o):
        return ('lt', self.v, o.v if isinstance(o, Cmp) else o)

    def __ge__(self, o):
        return NotImplemented


p, q = Cmp(1), Cmp(2)
print(p == q, p != q, p < q, p > q, p == 5, p != 5, 5 > p)
for f in (lambda: p >= q, lambda: p <= 5, lambda: hash(p)):
    try:
        print(f())
    except TypeError as error:
        print(error)


class Conv:
    def __index__(self): return 3
    def __float__(self): return 2.5
    def __complex__(self): return 1j
    def __round__(self, n=None): return ('round', n)
    def __trunc__(self): return 7
    def __floor__(self): return 8
    def __ceil__(self): return 9
    def __bytes__(self): return b'bytes'
    def __length_hint__(self): return 5


import math, operator
c = Conv()
print(int(c), float(c), complex(c), round(c), round(c, 2), math.trunc(c), math.floor(c), math.ceil(c), bytes(c), hex(c), [1, 2, 3, 4][c],
      'abcd'[c], range(10)[c], operator.index(c), operator.length_hint(c), 'x' * c, bin(c), chr(c) == '\x03')


class Bad:
    def __index__(self): return 'x'
    def __bool__(self): return 5
    def __len__(self): return -1
    def __str__(self): return 5
    def __repr__(self): return None
    def __hash__(self): return 'x'
    def __iter__(self): return 5
    def __contains__(self, x): return 'truthy'
    def __float__(self): return 1
    def __bytes__(self): return 'x'
    def __format__(self, s): return 5
    def __int__(self): return 1.5
    def __length_hint__(self): return 'a'


z = Bad()
for f in (lambda: [1][z], lambda: bool(z), lambda: len(z), lambda: str(z), lambda: repr(z), lambda: hash(z), lambda: list(z), lambda: 5 in z,
          lambda: float(z), lambda: bytes(z), lambda: format(z), lambda: int(z), lambda: operator.length_hint(z), lambda: [*z], lambda: iter(z)):
    try:
        print(f())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


class NoneOps:
    __iter__ = None
    __hash__ = None
    __contains__ = None
    __add__ = None
    __len__ = None
    __getitem__ = lambda self, k: 1


n = NoneOps()
for f in (lambda: iter(n), lambda: hash(n), lambda: 1 in n, lambda: n + 1, lambda: len(n), lambda: reversed(n)):
    try:
        print(f())
    except TypeError as error:
        print(error)
