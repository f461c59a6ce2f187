sources = ['x = (1,\n  2', 'def f(:\n  pass', 'print("a"\nprint("b")', 'a = 5 +\nb', 'if True\n  pass', 'é = 1 1', 'x = "é" "ö" $', 'for i in range(3) print(i)', 'class A\n  pass',
           '\n\n   x = 1', 'def f():\n    x = 1\n  y = 2', 'a, b = 1, 2, = 3', 'f(a for a in b, c)', '{1: 2, 3}', 'x = 1 if 2', 'return 5', 'x = [1, 2, 3', '"abc', "'''abc\ndef", 'a b c', 'import a, b,',
           'from x import (a, b', 'while True\n  x', 'f(**a, *b)', 'f(a=1, b)', 'x = yield = 1', 'async def f():\n  await = 1', 'lambda *: 1', 'def f(a, b=1, c): pass', 'def f(a, a): pass', 'nonlocal x',
           'def f():\n  global x\n  nonlocal x', 'x = {\n"a": 1\n"b": 2}', 'print(1 2)', 'foo(a, b c)', '[1 2]', 'a.b.c d', 'not', 'x = not', 'if x = 3:\n  pass', 'while x := 1\n  pass', 'f"{a b}"', 'f"{a"', 'f"{}"',
           'x = 0777', '1_000_', '0xz', '1.5abc', '5abc', 'try:\n  x\nz = 1', 'elif x:\n  y', 'else:\n  y', 'match x:\n  case a, b c: pass', 'with open(x) as 5: pass', 'del f()', 'x + 1 = 2', '"a" = 1', '(a, b) += 1',
           'assert x, y, z', 'raise x from', 'import a.b as', 'from . import', '@x\ny', 'def f() -> : pass', 'a = *b', '(yield)', 'x: int: str', 'a ? b', 'a !b', 'x = 5 % % 2', 'x\ty', 'print "hi"', 'exec "hi"', ')', '}', '(]', '[}', '{)',
           'a = (b]', 'f(\n\n\n]', 'try:\n    pass\nexcept A as b:\n    pass\nexcept:\n    pass\nexcept C:\n    pass', 'continue', 'break', 'from __future__ import x', 'x = b"é"', 'x = "\\N{bad}"', '\tif 1:\n  x', 'if 1:\n\tx\n        y', 'class C(a=1, a=2): pass',
           'f(a=1, a=2)', 'None = 1', 'f(None=1)', 'def None(): pass', 'import None', 'x.True', 'True = 5', 'for None in x: pass', 'a = 1\n b = 2', 'x = 1;; y = 2', '; x', ',', 'x = , 1', '* = 1', '** 5', '->', ':=', '...= 1', 'a..b', '"a" "b" 5']
for source in sources:
    try:
        compile(source, 'file.py', 'exec')
        print('ok', repr(source))
    except SyntaxError as e:
        print(repr(source), type(e).__name__, e.args[0], (e.lineno, e.offset, e.end_lineno, e.end_offset), repr(e.text), e.filename, e.print_file_and_line)
e = SyntaxError('msg', ('f', 1, 2, 'text', 3, 4))
print(e.msg, e.filename, e.lineno, e.offset, e.text, e.end_lineno, e.end_offset, str(e), repr(e))
e = SyntaxError('only')
print(e.msg, e.lineno, str(e), e.filename)
for args in (('m', ('f', 1, 2)), ('m', ('f', 1, 2, 't', 3)), ('m', 5)):
    try:
        print(SyntaxError(*args))
    except (TypeError, IndexError) as error:
        print(type(error).__name__, error)
