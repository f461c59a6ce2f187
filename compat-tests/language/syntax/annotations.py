import typing


def f(a: int, /, b: 'str' = 'x', *args: float, c: list[int], **kw: dict) -> None:
    pass


print(f.__annotations__)
x: int = 5
y: str
z: typing.List['Undefined']
(paren): int = 1
print(__annotations__)
try:
    y
except NameError as error:
    print(error)


class C:
    a: int
    b: 'str' = 's'
    c: undefined_name if False else bytes
    d: list[int] = []
    self_ref: 'C'


print(C.__annotations__, C.b, hasattr(C, 'a'))
print(typing.get_type_hints(C))


class D(C):
    e: float


print(D.__annotations__, list(typing.get_type_hints(D)))


class E(C):
    pass


print(E.__annotations__)


def local():
    v: undefined_is_fine_here = 1
    w: also_undefined
    try:
        w
    except UnboundLocalError as error:
        print(error)
    return v, local.__annotations__


print(local())
o = C()
o.attr: int = 5
d = {}
d['k']: int = 6
print(o.attr, d)
try:
    o.attr: undefined_here
except NameError as error:
    print(error)
lam = lambda x: x
print(lam.__annotations__)
f.__annotations__ = {'new': 1}
print(f.__annotations__)
del f.__annotations__
print(f.__annotations__)
try:
    f.__annotations__ = 5
except TypeError as error:
    print(error)


async def af(a: int) -> str: pass


print(af.__annotations__)
for bad in ('(a, b): int', 'a, b: int', '[a]: int', 'a: int = b: str', '1: int', 'f(): int', 'a: int += 1', 'for x: int in y: pass', '(a): int = 5, *b',
            'x: yield', 'class C:\n x: (yield)', 'def f(a: (yield)): pass', 'x: (y := 1)'):
    try:
        compile(bad, 's', 'exec')
        print('ok', bad)
    except SyntaxError as error:
        print(bad, '->', error.msg)
