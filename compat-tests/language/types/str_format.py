class O:
    a = {'k': [1, 2, {'x': 'deep'}]}
    def __format__(self, spec): return '<%s>' % spec
    def __getitem__(self, k): return 'item %r' % (k,)


o = O()
cases = [('{}', (1,), {}), ('{0} {1} {0}', (1, 2), {}), ('{a} {b}', (), dict(a=1, b=2)), ('{0.a[k][2][x]}', (o,), {}), ('{0[key]} {0[1]} {0[a b]}', (o,), {}), ('{:spec}', (o,), {}), ('{!r} {!s} {!a}', ('é',) * 3, {}), ('{:{}}', ('a', 5), {}), ('{:{w}.{p}}', (3.14159,), dict(w=10, p=3)), ('{{}} {{{}}}', (1,), {}), ('{0:{1}{2}}', (5, '*<', 4), {}), ('{:>{w}}', ('x',), dict(w=4)),
         ('{0.__class__.__name__}', (1,), {}), ('{[0]}', ([7],), {}), ('{.real}', (3,), {}), ('{a[b]}', (), dict(a={'b': 1})), ('{a.b}', (), dict(a=1)), ('{} {}', (1,), {}), ('{a}', (), {}), ('{0} {}', (1, 2), {}), ('{} {0}', (1, 2), {}), ('{', (), {}), ('}', (), {}), ('{!x}', (1,), {}), ('{!}', (1,), {}), ('{0[}', ([1],), {}), ('{0[]}', ([1],), {}), ('{0.}', (1,), {}), ('{:d}', ('x',), {}), ('{0!r:>10}|', ('a',), {}),
         ('{:{:{}}}', (1, 2, 3), {}), ('{a!r:}', (), dict(a='x')), ('{0}{', (1,), {}), ('{0', (1,), {}), ('{0!r', (1,), {}), ('{0!rx}', (1,), {}), ('{-1}', (1,), {}), ('{ 0}', (1,), {}), ('{99999999999999999999}', (1,), {}), ('{[x]}', ({'x': 1},), {}), ('{[1.5]}', ({'1.5': 'k'},), {}), ('{:%Y-%m}', (__import__('datetime').date(2020, 1, 2),), {}), ('{:,}', (1234567,), {}), ('{:}', ('a',), {}), ('}}{{', (), {}), ('{:10}', (None,), {}), ('{:s}', ([],), {}), ('{:5}', ([1],), {}), ('{:5}', (True,), {}), ('{0[0][1]}', ([(1, 2)],), {}), ('{:é^5}', ('a',), {}), ('{:😀<3}', ('a',), {}), ('{:}>5}', ('a',), {}), ('{:{{}', ('a',), {}),
         ('{:02x}{:02X}', (10, 171), {}), ('{:+}{: }', (1, 2), {}), ('{:=+6}', (-5,), {}), ('{:.3}', ('abcdef',), {}), ('{:e}', (12345.6789,), {}), ('{:.2%}', (0.1234,), {}), ('{:#b}', (5,), {}), ('{:c}', (65,), {}), ('{:n}', (1234.5,), {})]
for template, args, kw in cases:
    try:
        print(repr(template), '->', repr(template.format(*args, **kw)))
    except Exception as e:
        print(repr(template), '->', type(e).__name__, e)


class M(dict):
    def __missing__(self, k): return 'missing ' + k


print('{a} {b}'.format_map(M(a=1)), '{x}'.format_map({'x': 5}))
try:
    '{} x'.format_map({'a': 1})
except ValueError as e:
    print(e)
import string
f = string.Formatter()
print(f.format('{0} {a!r:>5} {1[0]}', 1, [2], a='x'), f.vformat('{} {}', (1, 2), {}), list(f.parse('a{0!r:x}b{{c}}{d.e[f]}')), f.get_field('0.real', (5,), {}))


class My(string.Formatter):
    def get_value(self, key, args, kw): return 'value of %s' % key
    def convert_field(self, v, c): return v.upper() if c == 'u' else super().convert_field(v, c)


print(My().format('{x!u} {y}'))
print(format(5), format('x', '>3'), format(1.5, '.2f'), format([1]), format(None), format(type) == str(type))
for bad in (lambda: format([], 'x'), lambda: format(1, 2), lambda: object().__format__('x'), lambda: format(None, '5')):
    try:
        bad()
    except TypeError as e:
        print(e)
