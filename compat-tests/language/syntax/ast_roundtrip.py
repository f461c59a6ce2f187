import ast

source = '''
"""module doc"""
import a.b as c, d
from . import e
from ..f import g as h, i
@deco(1)
def func(a, /, b: int = 1, *args, c, d=2, **kw) -> str:
    """doc"""
    global q
    for x, *y in z:
        if x: continue
        elif y: break
        else: pass
    else:
        return [i for i in j if k if l]
    while True: yield
    try:
        raise A from B
    except (C, D) as e:
        del f, g[1], h.i
    except: pass
    else: x = yield from y
    finally: assert a, b
async def co():
    async with a as b, c: await d
    async for x in y: pass
    return {x: y async for x, y in z}
class K(Base, metaclass=M, **kw):
    attr: int = 5
    other: str
    x += 1
    y @= z
lambda a, *b, c=1, **d: (a, b)
x = y = 1 if a else 2
f'{a!r:>{w}} text {b}'
(n := 10)
a < b <= c != d is e is not f in g not in h
not a and b or c
{1, 2, *s}, {1: 2, **m}, [*a, b], (*c,)
-x ** ~y + +z
a[1:2:3, ..., None], a[:], b'x', 1.5, 2j, 'str', True
f(*a, **b, k=1)
with a, b as c: nonlocal_ = 1
match x:
    case 1 | 'a': pass
    case [a, *_, b] if c: pass
    case {'k': v, **rest}: pass
    case K(1, z=2) as k: pass
    case None | True | a.b: pass
    case _: pass
try: pass
except* E as eg: pass
'''
tree = ast.parse(source)
dumped = ast.dump(tree, indent=1)
print(dumped)
again = ast.parse(ast.unparse(tree))
print(ast.dump(again) == ast.dump(tree))
print(ast.unparse(tree))
compile(tree, 'f', 'exec')
