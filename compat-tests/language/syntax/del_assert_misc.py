a, b, c = 1, [1, 2, 3], {'k': 1, 'j': 2}
del a, b[0], c['k']
print(b, c)
x = y = z = 1
del (x, y), [z]
print('x' in globals(), 'z' in globals())


class O:
    attr = 1
    def __delitem__(self, k): print('delitem', k)
    def __delattr__(self, n): print('delattr', n)


o = O()
del o[1], o[1:2], o[1, 2], o.anything
for code in ('del undefined', 'del [][0]', 'del {}["x"]', 'del (1).real', 'del "a"[0]', 'del O.none', 'del ().x'):
    try:
        exec(code)
    except Exception as error:
        print(code, type(error).__name__, error)
for code in ('assert True', 'assert 0', 'assert 0, "msg"', 'assert [], (1, 2)', 'assert None, ValueError("inst")', 'assert 1, 1/0'):
    try:
        exec(code)
        print('ok')
    except AssertionError as error:
        print(code, repr(error), error)
for code in ('del 1', 'del f()', 'del a + b', 'del *a', 'del (a, 1)', 'del', 'del None', 'del a or b', 'del [a, b()]', 'del a = 1', 'del x if y else z', 'del -a',
             'break', 'continue', 'return', 'if 1: break', 'class C: return 1', 'def f():\n def g(): continue', 'for x in y:\n def f(): break', 'pass pass', 'import a.b as c.d',
             'from a import', 'from a import (b', 'from a import *, b', 'def f(): from a import *', 'from . import *', 'from .a import b,', 'import', 'import a as',
             'global', 'a = ', '= 1', '1 = a', '"a" = 1', 'f() = 1', 'a + b = c', '(a, 1) = b', 'None = 1', 'True += 1', '[a, b] += 1', 'a += b += c', 'f() += 1', '... = 1',
             '{a} = 1', '{} = 1', 'lambda: 1 = 2', 'a if b else c = 1', 'f"x" = 1', '__debug__ = 1', 'def __debug__(): 1', 'x.__debug__ = 1', 'x.None', 'not a = 1', 'a < b = 1',
             'raise a, b', 'print a', 'exec "x"', 'print "hello"', 'a b', 'a = 1 2', '(1, 2', ')', '(]', '[1, 2', '{1: 2', '"unterminated', "'''unterminated", 'x = (1,\ny = 2',
             'if x\n y', 'if x:', 'while x', 'def f', 'def f():', 'class C', 'class C:', 'for x y: 1', 'for x in y', 'else: 1', 'elif x: 1', 'try:', 'with a', 'x = 5 if y', 'if x = 1: 2', 'a = b == = c',
             '1a', '0777', '0b2', '0o8', '0xg', '1__0', '1_', '1e', '1.e+', '0_7', '00', '0x', '1.2.3', "'a' b'b'", '\\', 'a \\ b', '$', '?', 'a!', 'é€', 'a‘', '1 <> 2', 'a ? b', 'a && b', 'a || b', 'a++', '++a', '!a',
             'async x', 'await', 'async def f(): await', 'x = async', 'lambda x=: 1', 'f(a for a in b, c)', 'f(a, b for c in d)', '{a: b, c}', '{a, b: c}', '{1:}', '{1: *a}', '{:1}', '[a, b for c in d]', '(a, b for c in d)', 'a[', 'a[]', 'a.', '.a', 'a..b', 'a.1', '@', '@a', '@a\nx = 1'):
    try:
        compile(code, 's', 'exec')
        print('ok', repr(code))
    except SyntaxError as error:
        print(repr(code), type(error).__name__, error.msg, (error.lineno, error.offset, error.end_lineno, error.end_offset))
