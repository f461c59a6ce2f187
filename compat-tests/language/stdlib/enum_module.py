from enum import *
import enum


class Color(Enum):
    """doc"""
    RED = 1
    GREEN = 'g'
    BLUE = (1, 2)
    ALIAS = 1

    def describe(self): return '%s is %r' % (self.name, self.value)

    @classmethod
    def default(cls): return cls.RED


print(Color.RED, repr(Color.RED), Color(1), Color['GREEN'], list(Color), len(Color), Color.ALIAS is Color.RED, list(Color.__members__), Color.BLUE.describe(), Color.default(), Color.RED in Color, Color.RED == 1, Color.RED.name, Color.RED.value, hash(Color.RED) == hash('RED'), isinstance(Color.RED, Color), list(reversed(Color)), bool(Color.RED), Color.__doc__, repr(Color), f'{Color.RED}', '%s' % Color.RED, {Color.RED: 1})
for f in (lambda: Color(99), lambda: Color['nope'], lambda: Color.nope, lambda: setattr(Color, 'RED', 2), lambda: delattr(Color, 'RED'), lambda: Color.RED < Color.GREEN, lambda: setattr(Color.RED, 'value', 1), lambda: type('X', (Color,), {}), lambda: Color(), lambda: 1 in Color, lambda: Color.RED.RED, lambda: Color[5]):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class I(IntEnum):
    A = 1
    B = auto()
    C = 10
    D = auto()


class S(StrEnum):
    ONE = auto()
    TWO = 'deux'


class F(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


class IF(IntFlag):
    A = 1
    B = 2
    C = 4


print(list(I), I.A + 1, I.B < I.C, I.A == 1, f'{I.A}', repr(I.D), [10, 20][I.A], int(I.C), str(I.A), '%d' % I.B, S.ONE, repr(S.TWO), S.ONE == 'one', S.TWO.upper(), f'{S.ONE}', 'x' + S.ONE)
print(F.R | F.W, F.RW, repr(F.R | F.X), F.R in F.RW, F.X in F.RW, ~F.R, F(0), bool(F(0)), F(5), list(F.RW), len(F.RW), F.R ^ F.RW, F.RW & F.W, F['R'], list(F), F.RW.name, (F.R | F.X).name, F.R.value, F(7) == F.R | F.W | F.X)
print(IF.A | IF.B, IF.A | 8, repr(IF(9)), IF.A & 3, ~IF.A, IF(7), IF.A + 1, list(IF(5)), IF(16), IF.A == 1)
try:
    F(16)
except ValueError as e:
    print(e)
A = Enum('A', 'x y z')
B = IntEnum('B', {'p': 5, 'q': 6}, module='m')
C = Enum('C', [('a', 1), ('b', 2)], start=5, qualname='Q.C')
print(list(A), A.y.value, B.q, list(C), C.__module__, B.__module__)


@unique
class U(Enum):
    a = 1


try:
    @unique
    class U2(Enum):
        a = 1
        b = 1
except ValueError as e:
    print(e)


class Auto(Enum):
    def _generate_next_value_(name, start, count, last): return name.lower() + str(count)
    FOO = auto()
    BAR = auto()


class Missing(Enum):
    A = 'a'

    @classmethod
    def _missing_(cls, v): return cls.A if v == 'alpha' else None


class Planet(Enum):
    EARTH = (5.9, 6.3)
    MARS = (6.4, 3.3)

    def __init__(self, mass, radius): self.mass, self.radius = mass, radius

    @property
    def ratio(self): return round(self.mass / self.radius, 2)


class Coord(bytes, Enum):
    def __new__(cls, v, label):
        o = bytes.__new__(cls, [v])
        o._value_ = v
        o.label = label
        return o
    PX = (0, 'P.X')


print([a.value for a in Auto], Missing('alpha'), Planet.EARTH.ratio, Planet.MARS, Coord.PX, Coord.PX.label, Coord(0))
try:
    Missing('x')
except ValueError as e:
    print(e)


class WithIgnore(Enum):
    _ignore_ = ['tmp']
    tmp = 5
    X = tmp
    m = member(9)
    n = nonmember(8)

    @property
    def p(self): return 1


print(list(WithIgnore), WithIgnore.n, WithIgnore.X.p)


class Bound(Flag, boundary=CONFORM):
    A = 1


class Keep(Flag, boundary=KEEP):
    A = 1


print(Bound(3), Keep(3), enum.EnumType is EnumMeta, show_flag_values(7) if 'show_flag_values' in globals() else enum.show_flag_values(7))
for code in ('A = 1; A = 2', 'mro = 1', '_bad_ = 1'):
    try:
        exec('class X(Enum):\n  ' + code)
        print('ok', code)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
import pickle, copy
print(pickle.loads(pickle.dumps(Color.RED)) is Color.RED, copy.deepcopy(Color.BLUE) is Color.BLUE, pickle.loads(pickle.dumps(F.R | F.X)))
match Color.RED:
    case Color.GREEN: print('green')
    case Color.RED: print('red')
print(dir(Color.RED), sorted(x for x in dir(Color) if not x.startswith('__')))
import re, signal, socket, http
print(re.I, signal.SIGINT, repr(signal.SIGTERM), http.HTTPStatus.OK, http.HTTPStatus.NOT_FOUND.phrase, repr(http.HTTPStatus(500)), socket.AF_INET, repr(socket.SOCK_STREAM))
