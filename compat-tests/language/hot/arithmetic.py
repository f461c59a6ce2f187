# Loops long enough to be compiled, whose numbers then leave what the compiler saw.
import math


def mixed(values):
    total = 0
    for v in values:
        total = total * 2 - v * 3 + (v + 1) * (v - 1)
        if total > 1 << 40 or total < -(1 << 40):
            total = total % 1000003
    return total


def floats(values):
    a = b = 0.5
    for v in values:
        a = (a + v * 0.25) / (b + 1.0) - v / 3
        b = b * 0.5 + a * a - 2 * a + 1
        if b > 1e9:
            b = 1.0
    return a, b


def division(pairs):
    out = []
    for a, b in pairs:
        try:
            out.append((a // b, a % b, a / b, (a * 2) // (b * 3 + 1)))
        except ZeroDivisionError as e:
            out.append(str(e))
    return out


def shifts(n):
    x = 1
    for i in range(n):
        x = (x << 1 | i & 1) ^ (x >> 3)
        x &= 0xffffffffffff
    return x


print(mixed(range(4000)), mixed([True, 2.5, 3] * 1000), mixed([10 ** 30, 1, -5] * 1000) % 1000007)
print(floats([0.1, 0.2, 0.7] * 2000), floats([1, 2, 3] * 2000), floats([True, 1e300, 10 ** 20] * 20))
pairs = [(7, 2), (-7, 2), (7, -2), (0, 5), (2 ** 62, 3), (-2 ** 63, -1), (1, 0), (2 ** 53 + 1, 3)] * 400
r = division(pairs)
print(r[:8], r[-8:] == r[:8], division([(7.5, 2), (-7.5, 2.0), (1.0, 0), (True, 2)] * 3)[:4])
print(shifts(5000))


def grow(n):
    x = 1
    for i in range(n):
        x = x * 3 + 1
        y = x - 2 * x
        if x != -y:
            print('wrong')
    return x


print(grow(3000) % 10 ** 9, grow(39), grow(40), grow(41))


def compare(values, limit):
    counts = [0] * 6
    for v in values:
        counts[0] += v < limit
        counts[1] += v <= limit
        counts[2] += v == limit
        counts[3] += v != limit
        counts[4] += v > limit
        counts[5] += v >= limit
        if v < limit:
            counts[0] += 10
        if not v <= limit:
            counts[1] += 10
        if v == limit:
            counts[2] += 10
        if not v != limit:
            counts[3] += 10
        if v > limit:
            counts[4] += 10
        if not v >= limit:
            counts[5] += 10
        while v >= limit:
            break
        else:
            counts[5] += 100
    return counts


nan = float('nan')
print(compare(range(3000), 1500), compare([nan, 1.0, -0.0, math.inf] * 1000, 0.0), compare([1.0, 2.0] * 1500, nan))
print(compare([1, 2.0, True, 2 ** 70, -2.5] * 700, 2), compare(['a', 'b', 'ab'] * 1000, 'ab'), compare([2.0 ** 53, 2 ** 53 + 1] * 1000, 2 ** 53))
try:
    compare([1, 2, 'x'] * 1000, 2)
except TypeError as e:
    print(e)


class Number:
    def __init__(self, v):
        self.v = v

    def __add__(self, other):
        return NotImplemented if isinstance(other, str) else ('add', self.v, other)

    def __repr__(self):
        return 'Number(%r)' % self.v

    def __radd__(self, other):
        return 'radd', other, self.v

    def __lt__(self, other):
        return NotImplemented

    def __gt__(self, other):
        return 'gt', other

    def __eq__(self, other):
        return []

    def __bool__(self):
        return self.v > 1

    def __getitem__(self, key):
        return 'item', key

    def __contains__(self, key):
        return 'yes' if key else ''


def operators(a, b):
    out = None
    for i in range(1200):
        try:
            out = a + b, b + a, (a + 0, 0 + a) if isinstance(a, Number) else a, a < b, 1 if a == b else 2, 1 if a else 2, not a
        except TypeError as e:
            out = str(e)
    return out


print(operators(1, 2), operators(1.5, 2), operators(Number(1), 2), operators(Number(2), Number(3)), operators(Number(1), 'x'), operators('x', 1), operators('x', 'y'))


def sums(rows):
    out = []
    for a, b, c in rows:
        out.append(a * b + c * a - (b - c) * (a + b) / 2)
    return out


rows = [(1, 2, 3), (1.5, 2, 3), (2 ** 40, 2 ** 40, 2 ** 40), (True, False, 1), (1, 2, 3)]
print(sums(rows * 600)[-5:], sums([(1.0, 2.0, 3.0)] * 1500)[-1], sums(rows)[1:3])
try:
    sums([(1, 2, 3)] * 2000 + [('a', 2, 3)])
except TypeError as e:
    print(e)


def floors(n):
    out = []
    for x in (-n, -n + 1, -7, -1, 0, 1, 7, n - 1, n, -2 ** 63, 2 ** 63 - 1):
        for y in (1, 2, 3, 7, n, 2 ** 63 - 1, -1, -3, -n):
            q, r = x // y, x % y
            if q * y + r != x or (x + 1) // y != (x + 1 - (x + 1) % y) // y:
                print('wrong', x, y)
            out.append(q - r)
    return out


for _ in range(40):
    r = floors(1000003)
print(r, floors(2 ** 40)[:30])
