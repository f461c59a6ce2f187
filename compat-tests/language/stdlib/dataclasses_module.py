from dataclasses import *
import dataclasses, typing


@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, repr=False)
    cv: typing.ClassVar[int] = 7
    hidden: int = field(default=3, compare=False)


p = P(1)
print(p, p == P(1, 0, []), p == P(1, hidden=9), P(1, 2) != p, asdict(p), astuple(p), replace(p, x=5), [f.name for f in fields(p)], is_dataclass(P), P.__match_args__, P.__doc__)
for f in (lambda: P(), lambda: P(1, 2, 3, 4, 5), lambda: P(1) < P(2), lambda: hash(P(1)), lambda: replace(p, z=1), lambda: asdict(5), lambda: fields(int)):
    try:
        print(f())
    except TypeError as e:
        print(e)


@dataclass(order=True, frozen=True)
class F:
    a: int
    b: str = 'x'


f = F(1)
print(f < F(2), F(1, 'z') > f, hash(f) == hash(F(1)), {f: 1}[F(1)], sorted([F(3), F(1)]))
for g in (lambda: setattr(f, 'a', 2), lambda: delattr(f, 'a'), lambda: f < 5, lambda: setattr(f, 'new', 1)):
    try:
        g()
    except Exception as e:
        print(type(e).__name__, e)


@dataclass
class Base:
    a: int = 1

    def __post_init__(self): self.post = self.a * 2


@dataclass
class Child(Base):
    b: int = 2
    c: InitVar[int] = 5
    _: KW_ONLY
    kw: str = 'k'

    def __post_init__(self, c):
        super().__post_init__()
        self.d = c


c = Child(10, 20, 30, kw='z')
print(c, c.post, c.d, [x.name for x in fields(Child)], asdict(c))


@dataclass(slots=True, kw_only=True)
class S:
    x: int
    y: int = 5


s = S(x=1)
print(s, S.__slots__, hasattr(s, '__dict__'))
try:
    S(1)
except TypeError as e:
    print(e)
for code in ('x: list = []', 'x: int = 1\n  y: int', 'x: int = field(default=1, default_factory=list)', 'x = field()', 'x: int = field(default=1)\n  __slots__ = ("x",)'):
    try:
        exec('@dataclass\nclass Bad:\n  ' + code)
        print('ok', code)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


@dataclass(init=False, repr=False, eq=False)
class Plain:
    x: int = 1

    def __init__(self): self.x = 99


print(Plain().x, Plain() == Plain(), make_dataclass('M', ['a', ('b', int, 5)])(1))


@dataclass
class Tree:
    v: int
    kids: list['Tree'] = field(default_factory=list)
    meta: dict = field(default_factory=dict, metadata={'doc': 'm'})


t = Tree(1, [Tree(2), Tree(3, [Tree(4)])], {'k': (Tree(5),)})
print(t, asdict(t), astuple(t), fields(t)[2].metadata['doc'], str(fields(t)[2])[:40])
r = Tree(0)
r.kids.append(r)
print(r)
print(asdict(p, dict_factory=lambda kv: sorted(k for k, v in kv)), MISSING.__class__.__name__, P.__dataclass_params__)
@dataclass(unsafe_hash=True)
class H: a: int
print(hash(H(1)) == hash(H(1)), dataclasses.field(default=1).default)
import inspect, copy, pickle
print(inspect.signature(P), inspect.signature(Child), copy.copy(p) == p, pickle.loads(pickle.dumps(p)))
