def f(a, b=2, *args, c, d=4, **kw):
    """doc"""
    x = 1
    return x


print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__defaults__, f.__kwdefaults__, f.__dict__, f.__closure__, f.__annotations__, f.__globals__ is globals(), f.__type_params__ if hasattr(f, '__type_params__') else 'none')
c = f.__code__
print(c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_nlocals, c.co_varnames, c.co_names, c.co_consts[0], c.co_flags & 12, c.co_name, c.co_qualname, c.co_firstlineno, c.co_freevars, c.co_cellvars)
f.attr = 5
f.__name__ = 'renamed'
f.__qualname__ = 'Q.renamed'
f.__doc__ = None
print(f.attr, f.__dict__, f.__name__, f.__doc__, repr(f).split(' at ')[0])
f.__defaults__ = (7, 8)
print(f(c=1))
try:
    f(1, 2)
except TypeError as e:
    print(e)


def g(): return 'g'
def h(): return 'h'


g.__code__ = h.__code__
print(g())
for x in (lambda: setattr(f, '__name__', 5), lambda: setattr(f, '__defaults__', 5), lambda: setattr(f, '__code__', 5), lambda: setattr(f, '__kwdefaults__', 5), lambda: setattr(f, '__globals__', {}), lambda: setattr(f, '__dict__', 5), lambda: setattr(f, '__closure__', ()), lambda: delattr(f, '__name__'), lambda: setattr(len, 'x', 1), lambda: len.nothing, lambda: f.nothing, lambda: delattr(f, 'nope'), lambda: f < g, lambda: f[0], lambda: iter(f), lambda: len(f), lambda: setattr([].append, 'x', 1), lambda: setattr(A().m, 'x', 1)):
    try:
        print(x())
    except Exception as e:
        print(type(e).__name__, e)


class A:
    def m(self): return self
    @classmethod
    def c(cls): pass


a = A()
m = a.m
print(m.__name__, m.__func__ is A.m, m.__self__ is a, m() is a, m == a.m, m != A().m, repr(A.m).split(' at ')[0], type(m).__name__, m.__doc__, hash(m) == hash(a.m), {a.m: 1}[m], repr(A.c).split(' of ')[0])
A.m.tag = 'tagged'
print(a.m.tag)
import types
mm = types.MethodType(lambda self, x: (self, x), 5)
print(mm(6), types.MethodType(len, [1, 2])(), types.FunctionType(h.__code__, {})(), types.FunctionType((lambda a, b=1: (a, b)).__code__, {}, 'n', (9,))(1))
print(type(len).__name__, len.__name__, len.__self__.__name__, len.__doc__.splitlines()[0], [].append.__self__, [].append.__name__, [].append.__qualname__, str.upper.__name__, type(str.upper).__name__, str.upper.__objclass__, type(str.__add__).__name__, type('a'.__add__).__name__, 'a'.__add__.__name__, type(dict.fromkeys).__name__, type(int.real).__name__, repr(str.upper), repr(len), repr(int.__add__), repr(dict.fromkeys).split(" at ")[0], repr(int.real))
print([].append == [].append, (l := []).append == l.append, len == len, len.__module__, len.__text_signature__, 'a'.upper.__call__(), str.upper('x'), str.__add__('a', 'b'), list.append.__get__([1])(2), callable(len))
lam = lambda: 0
print(lam.__name__, lam.__qualname__, (lambda: 1).__code__.co_name)


def outer():
    v = 1
    w = 2
    def inner(): return v, w
    return inner


i = outer()
print(i.__closure__[0].cell_contents, [c.cell_contents for c in i.__closure__], i.__code__.co_freevars, i.__qualname__, outer.__code__.co_cellvars, type(i.__closure__[0]).__name__)
i.__closure__[0].cell_contents = 10
print(i(), types.CellType(5).cell_contents, types.CellType() == types.CellType())
try:
    types.CellType().cell_contents
except ValueError as e:
    print(e)
print(i.__builtins__ is __builtins__.__dict__ if isinstance(__builtins__, types.ModuleType) else i.__builtins__ is __builtins__)
import inspect
print(inspect.signature(f), inspect.signature(len), inspect.signature(A.m), inspect.signature(a.m))
