print(eval('1 + 2'), eval(' \t3'), eval('x', {'x': 5}), eval('x + y', {'x': 1}, {'y': 2}))
ns = {}
exec('a = 1\ndef f():\n    return a\n', ns)
print(ns['f'](), sorted(k for k in ns if k != '__builtins__'), '__builtins__' in ns)
exec('b = a + 1', ns)
print(ns['b'])
c = compile('q = 5\nq * 2', '<mine>', 'exec')
print(c.co_filename, c.co_name, type(c).__name__)
d = {}
exec(c, d)
print(d['q'], eval(compile('q * 3', 'f', 'eval'), d))
exec(compile('1 + 1\n', 'f', 'single'))
exec(compile('None', 'f', 'single'))
exec(compile('x = 1; "shown"', 'f', 'single'))
exec(compile('for i in range(2): i\n', 'f', 'single'))
print(eval(b'"bytes source"'), eval(bytearray(b'5')), eval(compile(b'# coding: latin-1\n"\xe9"', 'f', 'eval')))


class Mapping(dict):
    def __missing__(self, k):
        return 'missing ' + k


print(eval('whatever', {}, Mapping()))
loc = {}
exec('x = 1\ny = x + 1', {}, loc)
print(loc)


def scope():
    v = 'local'
    exec('v = "changed"; new = 1')
    try:
        new
    except NameError as error:
        print(error)
    return v, eval('v')


print(scope())
for code, mode in (('1 +', 'eval'), ('a = 1', 'eval'), ('', 'eval'), ('', 'single'), ('1\n2', 'single'), ('1', 'bad'), ('a b', 'exec'), ('\0', 'exec'),
                   ('  1', 'exec'), ('if 1:\n x\n', 'single'), ('if 1:\n x', 'single'), ('1;2', 'eval')):
    try:
        compile(code, 'f', mode)
        print('ok', repr(code), mode)
    except (SyntaxError, ValueError) as error:
        print(repr(code), mode, type(error).__name__, getattr(error, 'msg', error))
for f in (lambda: eval(5), lambda: exec([]), lambda: eval('1', 5), lambda: exec('1', {}, 5), lambda: compile(1, 'f', 'exec'), lambda: eval('x', {'__builtins__': {}}),
          lambda: eval('len("a")', {'__builtins__': {'len': lambda x: 'fake'}}), lambda: exec('import os', {'__builtins__': {}}), lambda: compile('1', 'f', 'exec', 1 << 30)):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
import ast, __future__
t = compile('1 + x', 'f', 'eval', ast.PyCF_ONLY_AST)
print(type(t).__name__)
c = compile('def f(a: int): pass', 'f', 'exec', __future__.annotations.compiler_flag)
n = {}
exec(c, n)
print(n['f'].__annotations__)
c = compile('assert 0\n__debug__', 'f', 'exec', optimize=1)
exec(c)
code = compile('"""doc"""\ndef f():\n  "fdoc"\n  assert 0, "x"\n  return __debug__', 'f', 'exec', optimize=2)
n = {}
exec(code, n)
print(n['f'](), n['f'].__doc__, n.get('__doc__'))


def closure():
    x = 10
    def inner(y):
        return x + y
    return inner


f = closure()
co = f.__code__
print(co.co_freevars, co.co_varnames, co.co_argcount, co.co_name, co.co_firstlineno, co.co_flags & 0x10)
try:
    exec(co)
except TypeError as error:
    print(error)
print(eval('[x for x in range(3)]'), eval('(lambda: y)()', {'y': 3}), eval('__name__'))
exec('class C:\n    x = 1\n    y = [x]\n', n)
print(n['C'].y)
g = {}
exec('global z\nz = 1', g, loc)
print(g['z'], 'z' in loc)
print(co.replace(co_name='other').co_name)
import types
h = types.FunctionType(co, {'__builtins__': __builtins__}, 'named', None, f.__closure__)
print(h(5), h.__name__)
