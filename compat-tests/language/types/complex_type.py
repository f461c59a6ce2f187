print(1 + 2j, 1j, -1j, 0j, -0j, complex(1, -0.0), 1.5 - 2.5j, complex('1+2j'), complex(' -1.5e3j '), complex('inf'), complex('nan+infj'), complex(1), complex(2j), complex(1, 2j), complex('(1+2j)'), complex(real=1, imag=2), complex('j'), complex('1e5-j'))
z = 3 + 4j
print(z.real, z.imag, z.conjugate(), abs(z), z + 1, 1 - z, z * 2j, z / (1 + 1j), z ** 2, z ** -1, z ** 0.5, z == 3 + 4j, z == 3, 3 + 0j == 3, hash(z), hash(3 + 0j) == hash(3), -z, +z, bool(0j), bool(z), 0j ** 0, 2 ** 1j)
for f in (lambda: z < z, lambda: z // 2, lambda: z % 2, lambda: int(z), lambda: float(z), lambda: complex('x'), lambda: complex('1 + 2j'), lambda: complex('1', 2), lambda: complex([]), lambda: z / 0, lambda: 0j ** -1, lambda: 0j ** 1j, lambda: complex(1, '2'), lambda: divmod(z, 1), lambda: round(z), lambda: complex(''), lambda: format(z, 'x'), lambda: pow(z, 2, 3)):
    try:
        print(f())
    except (TypeError, ValueError, ZeroDivisionError, OverflowError) as e:
        print(type(e).__name__, e)
print(f'{z}', f'{z:.2f}', f'{z:>20}', f'{z:+.1e}', f'{z:g}', repr(1e20 + 1e-7j), f'{z:,}', f'{z!r:^12}|', '%s' % z)
print(complex(float('inf'), 1), complex(0, float('nan')), complex(-0.0, -0.0), complex(0.0, -1), -(0 + 1j), (1 + 2j) - 1 - 2j)


class C:
    def __complex__(self): return 5j
    
    
class D(complex):
    pass


class E:
    def __float__(self): return 2.5


print(complex(C()), D(1, 2), repr(D(1, 2)), type(D(1) + 1).__name__, complex(E()), complex(E(), E()))
print(z.__getnewargs__(), (1 + 0j) in {1: 2}, sum([1j, 2]), [1j] == [1j], 1e400j)
import cmath
print(cmath.sqrt(-1), cmath.phase(-1), cmath.polar(1j), cmath.rect(1, 0), cmath.exp(0), cmath.log(-1), cmath.isnan(complex('nan')), cmath.isinf(1j), cmath.isclose(1, 1 + 1e-10j), cmath.log10(100), cmath.sin(0j), cmath.inf, cmath.infj)
print(cmath.acos(2), cmath.atan(0.5j), cmath.cosh(1), cmath.tanh(0.5 + 0.5j), cmath.log(8, 2))
