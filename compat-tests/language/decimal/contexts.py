# Contexts, construction and errors of decimal, messages included.
import copy
import math
import pickle
import threading
from decimal import *
from fractions import Fraction

D = Decimal
c = Context(flags=[Clamped, InvalidOperation, DivisionByZero, Inexact, FloatOperation, Overflow, Rounded, Subnormal, Underflow], traps=[])
print(c, c.flags, c.traps, len(c.flags), list(c.flags), c.flags.copy(), c.flags == dict(c.flags), c.flags == {}, sep='\n')
for source in '''D(0).ln()
Context(prec=0)
Context(prec='x')
Context(prec=10**30)
Context(rounding='x')
Context(rounding=5)
Context(Emin=1)
Context(Emax=-1)
Context(capitals=2)
Context(clamp=2)
Context(traps=[5])
Context(traps=5)
Context(traps={Inexact: True})
Context(5, ROUND_UP, -5, 5, 1, 0, [], [Inexact])
setattr(c, 'foo', 1)
c.foo
delattr(c, 'prec')
setattr(c, 'prec', 1.5)
c.flags[5]
c.flags.__setitem__(5, 1)
c.flags.__delitem__(Inexact)
setattr(c, 'flags', 5)
setattr(c, 'flags', {})
setattr(c, 'flags', [])
hash(c.flags)
setcontext(5)
localcontext(5)
localcontext(prec=5, foo=1)
D((1, 2))
D((2, (1,), 0))
D((0, 1, 0))
D((0, (1, 10), 0))
D((0, (1, 2), 'x'))
D((0, (1, 2), 1.5))
D((0, (1, 2), 'F'))
D((1, (1, 2), 'n'))
D((1, (), 'N'))
D((0, (), 0))
D((0, (0, 0, 1), 5))
D([0, [1], 0])
D(b'1')
D(None)
D({})
D('1', 5)
D('1', None)
D(1.5, Context(traps=[FloatOperation]))
D('1e999999999999999999')
D('1e9999999999999999999')
D('1e-1999999999999999997')
D('1e-1999999999999999998')
D('nan' + '1' * 50)
D('_1_0')
D(' 1 ')
D('')
D('e5')
D('1e')
D('.')
D('+.5e+3')
D('\\u0661\\u0662')
D('1\\u2003')
D('\\ud800')
D(True)
Context().create_decimal(' 1')
Context().create_decimal('1_0')
Context().create_decimal(b'')
Context(prec=3).create_decimal('NaN12345')
Context(prec=3).create_decimal(123456)
D('1').quantize(D(1), 'x')
D('1').exp(5)
D('1').compare(1.5)
D('1').compare('x')
round(D('1.5'), 1.5)
round(D('NaN'))
round(D('inf'))
round(D('-2.5'))
round(D('12345.678'), -2)
int(D('nan'))
float(D('snan'))
math.copysign(1, float(D('-nan')))
math.copysign(1, float(D('nan')))
D('nan').as_integer_ratio()
D('inf').as_integer_ratio()
D('-1.25').as_integer_ratio()
math.floor(D('-1.5'))
math.ceil(D('-1.5'))
math.trunc(D('-1.5'))
math.floor(D('inf'))
hash(D('snan'))
hash(D('inf'))
hash(D('-1.5')) == hash(-1.5)
hash(D('1e1000')) == hash(10 ** 1000)
format(D(1), 'x')
format(D(1), '.')
format(D(1), ',n')
format(D('nan'), '010')
format(D('-inf'), '=+10')
format(D('0.5'), '.0%')
D(1) < 1.5
D(1) < 'x'
D(1) == 1j
D(1) == 1 + 0j
D(1) < 1j
D('0.5') == Fraction(1, 2)
D('0.5') < Fraction(2, 3)
D('nan') == D('nan')
D('snan') == 1
D('nan') < 1
Context(5).power(2, 3, 5)
pow(D(2), 3, 0)
pow(D(-3), 3, 5)
pow(D(2), -3, 5)
pow(D('1.5'), 3, 5)
D.from_float('x')
D.from_float(0.1)
D.from_float(-0.0)
D.from_float(5e-324)
D(0.1)
Context(5).create_decimal_from_float(0.1)
D.__new__(D)
D(value='5')
Context().add(1.5, 2)
Context().radix()
Context().Etiny()
Context(prec=MAX_PREC).divide(1, 3)
Context(prec=MAX_PREC).divide(1, 4)
Context(prec=MAX_PREC).sqrt(4)
D(10) ** (10 ** 20)
D('1e999999') * 10
D(1) / 0
D(0) / 0
D(1) // 0
D(1) % 0
divmod(D(1), 0)
D('1e50') // 3
Context(capitals=0).to_sci_string(D('1e10'))
D('123E+4').to_eng_string()
D(3).__reduce__()
Context(prec=5).__reduce__()
DecimalTuple(1, (2,), 3)
D('-1.50').as_tuple()
D('snan12').as_tuple()
D('1.5').imag
complex(D('1.5'))
D('-0') ** D(0)
D(0) ** -1
D(-2) ** D('0.5')
D(4) ** D('0.5')
D(1) ** D('0.5')
D('1.000') ** 3
D('inf') ** D('inf')
D(1) ** D('inf')
D('0.5') ** D('inf')
D('0.99999999999999999999') ** 10 ** 15
D(1) + None
copy.copy(D(1))
copy.deepcopy(D('1.5'))
pickle.loads(pickle.dumps(D('-1.50')))
pickle.loads(pickle.dumps(Context(prec=7, traps=[Inexact])))
copy.copy(Context(prec=7))
sum([D('0.1')] * 10)
max(D(1), D('nan'))
D('1.00').is_canonical()
(MAX_PREC, MAX_EMAX, MIN_EMIN, MIN_ETINY, HAVE_THREADS, HAVE_CONTEXTVAR)
DefaultContext
BasicContext
ExtendedContext
[Overflow.__mro__, DivisionUndefined.__mro__, FloatOperation.__mro__]'''.splitlines():
    try:
        print(source, '->', repr(eval(source)))
    except BaseException as e:
        print(source, '->', type(e).__name__, e)


class Sub(Decimal):
    pass


s = Sub('1.50')
print(type(s).__name__, s, type(s + 1).__name__, type(Sub(s)).__name__, type(D(s)).__name__, Sub.from_float(0.5), type(Sub.from_float(0.5)).__name__)
for function in ('exp', 'ln', 'log10', 'sqrt'):
    for precision in (1, 28, 100, 1000):
        with localcontext(prec=precision):
            print(function, precision, str(getattr(D('2.718281828459045235360287'), function)())[-40:])

# Each thread has a context of its own.
getcontext().prec = 5
seen = []


def work():
    seen.append(getcontext().prec)
    getcontext().prec = 77


thread = threading.Thread(target=work)
thread.start()
thread.join()
print(seen, getcontext().prec)
with localcontext() as inner:
    inner.prec = 3
    print(D(1) / 3, getcontext() is inner)
print(D(1) / 3)
