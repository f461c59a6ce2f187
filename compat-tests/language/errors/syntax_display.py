import traceback
for source in ('x = (1,\n  2', 'if True\n  pass', 'a = 5 5', 'é = "ö" $', '   x = 1', 'def f():\n    x\n  y', 'f(a for a in b, c)', 'print "hello world"', 'foo(a, b c, d)', '  \tx +', '"unterminated', "'''abc\nmore\n",
               'a = 1\nb = 2\nc = = 3\n', 'f(\n  a=1,\n  a=2)', 'x = [1,\n     2 3,\n     4]', 'class C:\n\tdef f(self):\n\t\treturn return', 'f"{a b}"', 'f"""\n{\nx y}"""', '\x0cx x', 'x = ' + '1' * 200 + ' 2', '漢字 = 漢 字', 'with a as f(): pass', 'return', 'def f():\n  nonlocal x',
               'try:\n  pass\nx', 'from a import (b, c', 'async with x: pass', 'a = b = c d'):
    try:
        compile(source, '<test>', 'exec')
    except SyntaxError as e:
        print(''.join(traceback.format_exception_only(e)))
e = SyntaxError('custom', ('name', 3, 4, '  some text here', 3, 8))
print(''.join(traceback.format_exception(e)))
e = SyntaxError('no text', ('name', 3, 4, None))
print(''.join(traceback.format_exception(e)))
e = SyntaxError('no name', (None, None, None, None))
print(''.join(traceback.format_exception(e)))
