"""Docstring first."""
from __future__ import annotations, division
import __future__


def f(a: int, b: undefined.thing[1, 'x'] = 1, *c: a + b * c, d: lambda x, *y: x, e: (yield_, 1), g: {1: 2, **k}, h: [x for x in y if z]) -> f'{x!r:>{w}}':
    v: also_undefined = 1
    return v


for name, value in f.__annotations__.items():
    print(name, repr(value))
x: not_defined
y: 'string' = 1
print(__annotations__)


class C:
    a: C
    b: -1 ** 2
    c: (1 if a else b)
    d: a < b <= c is not None
    e: not (x and y or z)
    f: x[1:2, ::3, ...]
    g: (await_, *rest)
    h: f(a, *b, k=c, **d)
    i: 'a' "b"
    k: ~a @ b // c
    l: {1, 2}
    m: 1.0 + 2j
    n: b'bytes'
    o: (a.b).c
    p: {k: v for k, v in x}
    q: ()
    r: (a,)
    s: ((a + b) * c) - (d - e)
    t: a ** b ** c
    u: (a ** b) ** c
    v: -(a ** b)
    w: (-a) ** b


for name, value in C.__annotations__.items():
    print(name, value)
print(annotations == __future__.annotations, annotations.compiler_flag == __future__.CO_FUTURE_ANNOTATIONS, f.__code__.co_flags & annotations.compiler_flag != 0)
for bad in ('x = 1\nfrom __future__ import annotations', 'from __future__ import braces', 'from __future__ import nothing', 'from __future__ import *',
            'def f():\n from __future__ import division', 'from __future__ import barry_as_FLUFL\n1 <> 2', 'from __future__ import barry_as_FLUFL\n1 != 2'):
    try:
        compile(bad, 's', 'exec')
        print('ok', bad)
    except SyntaxError as error:
        print(repr(bad), '->', error.msg)
