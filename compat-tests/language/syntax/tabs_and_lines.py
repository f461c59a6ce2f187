if True:
	x = 1
	if x:
		y = 2
		print('tab', x, y)
if True:
    a = 1; b = 2; \
        c = 3
    print(a, b, c)
if 1: print('one line'); print('two')
total = 1 + \
    2 + \
    3
print(total)
print((1 +
# comment inside
       2

       + 3),
      [1,
       2,
      ][1],
      {
          'a':
              1,
      }['a'])
def f(
    a,
    b = 2,
):
    # only comment

    return a + b  # trailing
        # odd comment indent
print(f(1))
class C: x = 1; y = 2
print(C.y)
if 1:
  if 1:
        print('eight')
  print('two')
for i in range(2): print(i); continue
while 0: pass
else: print('else')
try: 1/0
except ZeroDivisionError: print('zde')
finally: print('fin')
exec('x = 1\r\ny = 2\rz = 3\n')
exec('if 1:\n\tprint("t")\n\tprint("u")')
exec('\f\nx = 1\n  \n\n')
exec('if 1:\n \tx = 1\n')
for bad in ('if 1:\n\tx\n        y', 'if 1:\n        x\n\ty', 'if 1:\n  x\n   y', 'if 1:\n  x\n y', '  x', 'if 1:\nx', 'x\n  y', 'if 1:\n\tx\n  y', 'x = \\\n', 'x = 1 \\ 2', 'def f():\n  """doc"""\n   x',
            'if 1:\n    if 2:\n        x\n      y', 'for x in y:\n# only comment\n', 'class C:\n\n\nx', 'try:\n  x\ny', 'if 1: x\n  y', '\\', 'x \\\n\\\n', 'while 1:\n  x\n else:\n  y', 'try: x\nexcept:\ny', 'match x:\n  case 1:\n  y', 'with a:\nb',
            'def f():\nx', 'if 1:\n  x\nelse:\ny', 'if 1:\n  x\nelif 2:\ny', 'for a in b:\nc', 'while 1:\nx', 'try:\nx', 'try:\n  x\nfinally:\ny'):
    try:
        compile(bad, 's', 'exec')
        print('ok', repr(bad))
    except SyntaxError as error:
        print(repr(bad), type(error).__name__, error.msg, error.lineno, error.offset)
