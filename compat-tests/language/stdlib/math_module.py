import math
print(math.pi, math.e, math.tau, math.inf, math.nan)
print(math.sqrt(2), math.exp(1), math.exp2(3), math.expm1(1e-10), math.log(10), math.log(8, 2), math.log2(8), math.log10(1000), math.log1p(1e-10), math.pow(2, 0.5), math.sin(1), math.cos(1), math.tan(1), math.asin(1), math.acos(0), math.atan(1), math.atan2(1, -1), math.sinh(1), math.cosh(1), math.tanh(1), math.asinh(1), math.acosh(2), math.atanh(0.5), math.hypot(3, 4), math.hypot(1, 2, 3), math.dist([0, 0], [3, 4]), math.degrees(math.pi), math.radians(180), math.cbrt(27))
print(math.floor(-1.5), math.ceil(1.2), math.trunc(-1.7), math.fabs(-2), math.fmod(-7, 3), math.remainder(7, 4), math.modf(-1.5), math.frexp(8), math.ldexp(0.5, 4), math.copysign(1, -0.0), math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1), math.isclose(1, 1 + 1e-10), math.isclose(1, 1.1, abs_tol=0.2), math.nextafter(1, 2), math.ulp(1), math.fsum([0.1] * 10), math.prod([1, 2, 3]), math.prod([2.5, 2], start=2))
print(math.factorial(20), math.factorial(30), math.gcd(12, 18), math.gcd(), math.gcd(2 ** 70, 2 ** 65 * 3), math.lcm(4, 6), math.lcm(), math.comb(10, 3), math.comb(100, 50), math.perm(5, 2), math.perm(5), math.isqrt(10 ** 30), math.isqrt(17), math.gamma(5), math.lgamma(10), math.erf(0.5), math.erfc(0.5), math.log(10 ** 400), math.log2(2 ** 1000), math.log10(10 ** 500), math.floor(10 ** 20), math.gamma(0.5), math.lgamma(-0.5), math.gamma(-1.5), math.erf(5), math.erfc(10))
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.log(-1), lambda: math.exp(1000), lambda: math.factorial(-1), lambda: math.factorial(1.5), lambda: math.acos(2), lambda: math.fmod(1, 0), lambda: math.gcd(1.5), lambda: math.isqrt(-1), lambda: math.comb(-1, 2), lambda: math.comb(2, -1), lambda: math.floor(math.nan), lambda: math.ceil(math.inf), lambda: math.sqrt('x'), lambda: math.pow(0, -1), lambda: math.pow(-1, 0.5), lambda: math.ldexp(1, 10 ** 5), lambda: math.gamma(0), lambda: math.gamma(-1), lambda: math.lgamma(0), lambda: math.log(1, 1), lambda: math.dist([1], [1, 2]), lambda: math.hypot('a'), lambda: math.sin(math.inf), lambda: math.atanh(1), lambda: math.fsum(['a']), lambda: math.fsum([1e308, 1e308]), lambda: math.sqrt(), lambda: math.floor('x'), lambda: math.prod('a', 'b'), lambda: math.isclose(1, 1, rel_tol=-1), lambda: math.remainder(1, 0), lambda: math.cosh(1000), lambda: math.log(10, 0), lambda: math.sqrt(10 ** 400), lambda: math.fsum([math.inf, -math.inf]), lambda: math.perm(2, 'x'), lambda: math.modf('x'), lambda: math.log2(0)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
import random
random.seed(42)
print(random.random(), random.randint(1, 100), random.choice('abc'), random.sample(range(100), 5), random.uniform(1, 2), random.gauss(0, 1), random.shuffle(l := list(range(10))), l, random.getrandbits(70), random.choices('ab', k=5), random.choices([1, 2], [1, 9], k=4), random.triangular(), random.expovariate(1), random.betavariate(1, 2), random.normalvariate(0, 1), random.randrange(0, 100, 7), random.paretovariate(3), random.weibullvariate(1, 2), random.vonmisesvariate(0, 1), random.gammavariate(2, 1), random.lognormvariate(0, 1), random.randbytes(4))
r = random.Random('seed string')
s = r.getstate()
print(r.random(), r.setstate(s), r.random(), random.Random(1.5).random(), random.Random(b'x').random(), random.Random(2 ** 100).random(), random.Random(-5).random(), random.Random(None).random() < 1)
for f in (lambda: random.choice([]), lambda: random.randrange(0), lambda: random.sample([1], 2), lambda: random.randint(5, 1), lambda: random.Random([]), lambda: random.getrandbits(-1), lambda: random.choices([], k=1), lambda: random.sample({1}, 1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
