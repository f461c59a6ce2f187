from decimal import *
import decimal
D = Decimal
print(D('1.10'), repr(D('1.10')), D(5), D('0.1') + D('0.2'), D(1) / D(3), D('1E+3'), D('-0'), D('NaN'), D('Infinity'), D('sNaN'), D((1, (1, 2, 3), -2)), D(0.5), D(' 1.5 '), D('1_000'), D('10') % D('3'), D('-7') // D('2'), D('-7') % D('2'), D(2) ** D('0.5'), D(2) ** 10, -D('1.5'), +D('1.23456789012345678901234567890'), abs(D(-2)), divmod(D(7), D(2)), D('1.5') * 2, 3 - D(1), D('1E-10'), D('123E+5'), D('0E-8'))
print(D('1.2345').quantize(D('0.01')), D('2.675').quantize(D('0.01'), ROUND_HALF_UP), [str(D(x).quantize(D(1), rounding=r)) for r in (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP) for x in ('2.5', '-2.5', '3.5', '0.1')], D('1.20').normalize(), D('123.456').to_integral_value(), D('1.5').as_tuple(), D('1.5').as_integer_ratio(), D('123').adjusted(), D('1.23').scaleb(2), D('5').sqrt(), D(2).ln(), D(2).exp(), D(100).log10(), D('1.5').is_finite(), D('1').compare(D('2')), D('1.0') == 1, D('1.0') == D('1.00'), hash(D('1.0')) == hash(1), D(1) < D(2), D('NaN') == D('NaN'), D('0.1') == 0.1, max(D(1), D(2)), round(D('2.5')), round(D('2.567'), 2), int(D('3.9')), float(D('0.1')), bool(D(0)), D('3').next_plus(), D('1.1').fma(2, 3), D('12').same_quantum(D('3')), D('101').logical_and(D('110')), D('1.5').copy_sign(D(-1)), D(7).remainder_near(4), D('1E+5').to_eng_string(), D('123').rotate(1), D('-1.5').number_class())
with localcontext() as c:
    c.prec = 5
    print(D(1) / 7, c.sqrt(2), +D('123456789'), D('1.23456') + 0)
    c.rounding = ROUND_UP
    print(D(1) / 3)
    c.traps[Inexact] = True
    try:
        D(1) / 3
    except Inexact as e:
        print(type(e).__name__, e)
print(getcontext().prec, repr(Context(prec=3)), Context(prec=3).create_decimal('1.23456'), getcontext().flags[Inexact], ExtendedContext.divide(D(1), D(0)))
for f in (lambda: D('x'), lambda: D(1) / 0, lambda: D(0) / 0, lambda: D('sNaN') + 1, lambda: D(1) + 1.5, lambda: D(-1).sqrt(), lambda: D('NaN') < 1, lambda: D([1]), lambda: D('1').quantize(D('1E-30')), lambda: int(D('NaN')), lambda: int(D('Infinity')), lambda: D(-1).ln(), lambda: D(10) ** 10 ** 10, lambda: D(0) ** 0, lambda: hash(D('sNaN')), lambda: D(1) % 0, lambda: D(1) // 0, lambda: D((1, 2, 3)), lambda: D(1) < 'a', lambda: Context(prec=0), lambda: D('1').foo, lambda: D(2) & 1, lambda: round(D('NaN'))):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e))
for spec in ('', '.2f', '10.3f', '<10', '+', ',', 'e', '.3e', 'g', '%', '.1%', '^12.1f', '010', '.0f', 'n', '_'):
    try:
        print(repr(spec), format(D('1234.5678'), spec), format(D('-0.00012'), spec))
    except ValueError as e:
        print(repr(spec), e)
print('%s %.2f' % (D('1.5'), D('1.555')), f'{D("1E+3")}', str(D('1E+30')), D('0.000001'), D('0.0000001'), D(10 ** 30), D('9' * 30) + 1, sum([D('0.1')] * 3), sorted([D(3), 1, D('2.5')]), D('1.1').__class__.__name__)
setcontext(Context(prec=50))
print(D(2).sqrt(), D(1).exp(), D(355) / 113)
import pickle, copy
print(pickle.loads(pickle.dumps(D('1.50'))), copy.copy(D(1)), isinstance(D(1), __import__('numbers').Number))
from fractions import Fraction as F
print(F(1, 3), repr(F(6, -4)), F('0.25'), F('1/3'), F(0.5), F(D('0.1')), F(1, 3) + F(1, 6), F(1, 2) * 2, F(3) / 2, F(7, 2) // 1, F(-7, 2) % 2, F(1, 2) ** 2, F(2) ** -1, F(4) ** F(1, 2), -F(1), abs(F(-1, 2)), F(1, 2) == 0.5, F(1, 3) < 0.34, int(F(7, 2)), round(F(5, 2)), round(F(22, 7), 2), float(F(1, 3)), F(3.14159).limit_denominator(100), F(1, 2).numerator, hash(F(1, 2)) == hash(0.5), F(1, 2) + 0.5, F(1, 2) + 1j, divmod(F(7, 2), F(1, 2)), math_floor := __import__('math').floor(F(-1, 2)), str(F(5)))
for f in (lambda: F(1, 0), lambda: F('x'), lambda: F(1.5, 2), lambda: F('1/0'), lambda: F(float('nan')), lambda: F(1) / 0, lambda: F([]), lambda: F(1) < 'x'):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
import statistics as st
print(st.mean([1, 2, 3, 4]), st.median([1, 3, 2]), st.median([1, 2, 3, 4]), st.mode('aab'), st.multimode('aabb'), st.stdev([1, 2, 3, 4]), st.pvariance([1, 2, 3]), st.variance([F(1), F(2)]), st.fmean([1, 2]), st.geometric_mean([1, 4]), st.harmonic_mean([1, 2]), st.quantiles([1, 2, 3, 4, 5]), st.median_low([1, 2]), st.correlation([1, 2, 3], [1, 2, 4]), st.linear_regression([1, 2, 3], [2, 4, 6]), st.NormalDist(0, 1).cdf(1.96), st.mean([D(1), D(2)]))
try:
    st.mean([])
except st.StatisticsError as e:
    print(e)
