name, width, prec, value = 'x', 10, 4, 12.34567
print(f'{name}', F"{name!r}", f'{name!s:>5}', f'{"é"!a}', rf'\n{name}\d', fr'{name}\t', f'''multi
{name}
line''')
print(f'{value:{width}.{prec}}', f'{value:>{width}}', f'{value!r:^{width}}', f'{value:{"*"}<{width}.2f}')
print(f'{name=}', f'{ name = }', f'{name=!s}', f'{value=:.2f}', f'{1 + 1=}')
print(f'{{{name}}}', f'{{}}', f'{{{{', f'{name}}}')
print(f"{f'{1}'}", f'{(lambda x: x * 2)(3)}')
print(f'{[i for i in range(3)]}', f'{ {"a": 1}["a"] }', f'{ {1, 2} }', f'{(1, 2)}', f'{1, 2}', f'{*[1, 2],}')
print(f'a' 'b' f'{1}' "c{d}", f'' == '', 'x' f'{name}' rf'\{name}')
print(f'{"a" if 1 else "b"}', f'{not 1}', f'{1 < 2 < 3}', f'{1 != 2}', f'{name == "x"}', f'{(y := 5)}', y)
print(f'{"!"}', f'{":"}', f'{"{}"}', f"{'#'}")
print(f'\N{BULLET}{name}', f'\x41{name}\u0042')


class C:
    def __format__(self, spec):
        return 'format(%s)' % spec

    def __str__(self):
        return 'str'

    def __repr__(self):
        return 'repr'


c = C()
print(f'{c} {c!s} {c!r} {c:abc} {c!s:>5} {c:{name}:{width}} {c=} {c=!s} {c=:q}')
try:
    f'{undefined_name}'
except NameError as error:
    print(error)
try:
    f'{1:q}'
except ValueError as error:
    print(error)
try:
    f'{"s":d}'
except ValueError as error:
    print(error)


async def co():
    return 1


async def use():
    return f'{await co()}'


try:
    use().send(None)
except StopIteration as stop:
    print(stop.value)


def gen():
    x = f'{yield 1}{yield 2}'
    print(x)


g = gen()
print(next(g), g.send('a'))
try:
    g.send('b')
except StopIteration:
    pass
for source in ("f'{}'", "f'{'", "f'}'", "f'{a b}'", "f'{a!x}'", "f'{a\\n}'", "f'{#}'", "f'{!r}'", "f'{a!r=}'", "f'{a:{b:{c}}}'", "f'{lambda x:1}'",
               "f'{a!}'", "f'{a!r'", "f'{(}'", "f'{a)}'", "f'{ }'", "f'{*a}'", "f'{a=b}'", "f'{1+}'"):
    try:
        compile(source, 's', 'eval')
        print('ok', source)
    except SyntaxError as error:
        print(source, '->', error.msg)
