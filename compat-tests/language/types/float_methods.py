import math
import sys
print(float(), float(5), float('1.5'), float(True), (1.5).is_integer(), (2.0).is_integer(), (0.75).as_integer_ratio(), (-0.1).as_integer_ratio(), (1.5).hex(), (-0.1).hex(), (0.0).hex(), (5e-324).hex(), float('inf').hex(), float.fromhex('0x1.8p+1'), float.fromhex('-0x.8p0'), float.fromhex('1'), float.fromhex('inf'), float.fromhex('  0x1.999999999999ap-4 '))
print((1.5).conjugate(), (1.5).real, (1.5).imag, float.__getformat__('double'), (1.7).__trunc__(), (-1.7).__floor__(), (-1.7).__ceil__(), (2.5).__round__(), (1.5).__int__(), 1.5 .__divmod__(1))
for f in (lambda: float('x'), lambda: float([]), lambda: float(None), lambda: (float('nan')).as_integer_ratio(), lambda: float('inf').as_integer_ratio(), lambda: float.fromhex('z'), lambda: float.fromhex('0x1p2000'), lambda: int(float('nan')), lambda: round(float('inf')), lambda: round(float('nan')), lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: divmod(1.0, 0), lambda: 0.0 ** -1, lambda: 10.0 ** 400, lambda: math.floor(float('inf')), lambda: 1.5 << 1, lambda: 1.5 & 1, lambda: round(1.5, 'x'), lambda: float(1j), lambda: float('1', 2), lambda: math.exp(1000)):
    try:
        print(f())
    except (ValueError, TypeError, ZeroDivisionError, OverflowError) as e:
        print(type(e).__name__, e)
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, -7.5 % -2, divmod(-7.5, 2), 1e300 * 1e10, -1e300 * 1e10, 0.0 * -1, 5.0 % float('inf'), -5.0 % float('inf'), 5 % 0.1, 1e20 // 3, 0.0 // 5, -0.0 % 5)
print((-8) ** (1 / 3), 2 ** 0.5, (-2.0) ** 3, (-2.0) ** 0.5, 0.0 ** 0, float('nan') ** 0, 1 ** float('nan'), float('inf') ** -1, (-1.0) ** float('inf'), 2.0 ** -1074, 0 ** 0.5)
print(hash(1.5), hash(1.0), hash(0.1), hash(float('inf')), hash(float('-inf')), hash(1e300), hash(-0.0), hash(2.0 ** 61), hash(5e-324))
print(1.0 == 1, 0.1 + 0.2 == 0.3, 1e16 == 10 ** 16, 1e16 + 1 == 10 ** 16, float('inf') > 10 ** 500, 0.0 == -0.0, 1.5 < 2, 2 ** 53 + 1 > 2.0 ** 53, float(2 ** 53 + 1))
i = sys.float_info
print(i.max, i.min, i.epsilon, i.dig, i.mant_dig, i.max_exp, i.radix, i.rounds, sys.float_repr_style)
print(sum([0.1] * 10), math.fsum([0.1] * 10), max(1.0, float('nan')), max(float('nan'), 1.0), min(0.0, -0.0), sorted([3.0, 1, 2.5]), abs(-0.0), -0.0, +(-0.0), not 0.0, bool(float('nan')))


class F(float):
    def __str__(self): return 'F!'


f = F(1.5)
print(f, repr(f), f + 1, type(f + 1).__name__, f'{f}', f'{f:.1f}', '%s' % f, float(f), type(float(f)).__name__, f == 1.5, hash(f) == hash(1.5))
from decimal import Decimal
from fractions import Fraction
print(Decimal(0.1), Fraction(0.1), 0.5 == Fraction(1, 2), 0.1 == Decimal('0.1'), 1.5 + Fraction(1, 2), float(Decimal('1.1')), float(Fraction(1, 3)))
print([float(x) for x in (10 ** 16 + 1, 2 ** 60 + 1, 2 ** 1023, 123456789012345678901234567890)], int(1e23), int(1e300) % 1000, int(-1e18), 1e23 == 10 ** 23)
