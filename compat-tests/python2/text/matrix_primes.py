# Numbers: primes, fractions, decimals, integers without limit.
from decimal import Decimal
from fractions import Fraction


def primes(n):
    sieve = [True] * (n + 1)
    for i in xrange(2, int(n ** 0.5) + 1):
        if sieve[i]:
            sieve[i * i::i] = [False] * len(xrange(i * i, n + 1, i))
    return [i for i in xrange(2, n + 1) if sieve[i]]


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def factorial(n):
    return reduce(lambda a, b: a * b, xrange(1, n + 1), 1)


def multiply(a, b):
    return [[sum(map(lambda (x, y): x * y, zip(row, column))) for column in zip(*b)] for row in a]


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b

print primes(50), gcd(48, 36), factorial(25), multiply([[1, 2], [3, 4]], [[5, 6], [7, 8]])
g = fib()
print [g.next() for i in range(10)], [n for n, i in zip(fib(), range(91))][-1]
print 2 ** 100, -(2 ** 100) / 7, 2 ** 100 % 97, 10 ** 30 / 10 ** 28, hash(2 ** 61 - 1) == 2 ** 61 - 1 or True, int('9' * 30) + 1, long('12345678901234567890')
print Decimal('1.10') + Decimal('2.2'), Decimal(1) / 3, Fraction(1, 3) + Fraction(1, 6), Decimal('2.675').quantize(Decimal('0.01')), Fraction('0.25')
print 0.1 + 0.2 == 0.3, abs(0.1 + 0.2 - 0.3) < 1e-9, 1e308 * 10, float('nan') == float('nan'), (0.5).as_integer_ratio(), (255).bit_length(), 3.0.is_integer()
print sum([0.1] * 10), 1.0 / 3 * 3 == 1, 100 * 1.1, 5 % -3, -5 % 3, 5.5 // 2, divmod(-7.5, 2), 7 & -8, ~0, 1 << 70
digits = []
n = 2 ** 64
while n:
    n, r = divmod(n, 1000)
    digits.insert(0, '%03d' % r)
print ','.join(digits).lstrip('0'), sorted(set(str(2 ** 50))), sum(int(c) for c in str(2 ** 1000)), round(3.14159, 2), round(-2.5), round(1e15 + 0.5)
print [x / 2 for x in range(-3, 4)], map(lambda x: x / 2.0, range(3)), max(range(10), key=lambda x: -(x - 4) ** 2), [i for i in xrange(30) if i % 7 == 3]
