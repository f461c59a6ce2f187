cases = [('%s %r %a', ('é', 'é', 'é')), ('%d %i %u', (1, 2.9, True)), ('%x %X %o', (255, 255, 8)), ('%#x %#X %#o', (255, 255, 8)), ('%e %E %f %F %g %G', (1.5,) * 6), ('%c%c', ('a', 0x1F600)), ('%%', ()), ('%5.2f|%-8d|%08.3f|%+d|% d', (1.2345, 5, 3.14159, 7, 8)),
         ('%*d|%-*d|%.*f', (5, 42, 6, 43, 2, 1.23456)), ('%(a)s %(b)d', {'a': 1, 'b': 2}), ('%(a)s %(a)r', {'a': 'x'}), ('%s', ([1, 2],)), ('%s', [1, 2]), ('%s', {'a': 1}), ('%d', 10 ** 30), ('%x', -255), ('%s %s', ('a', 'b')), ('%.3s|%10.3s', ('abcdef', 'abcdef')), ('%5%|', ()), ('%ld %hd %Ld', (1, 2, 3)),
         ('%.0f %.0f %.0f', (0.5, 1.5, 2.5)), ('%f', float('nan')), ('%5s', None), ('%-05d|', 42), ('%+05d', 42), ('%#5x', 10), ('%.10d', 42), ('%+.3e', 12345.678), ('%s', ()), ('%d', '5'), ('%d', None), ('%x', 1.5), ('%c', 'ab'), ('%c', -1), ('%c', 1.5), ('%s %s', ('a',)), ('%s', ('a', 'b')), ('%', ()), ('%z', 1), ('%(a)s', 5), ('%(a)s', {}), ('%(a', {}),
         ('%*d', ('a', 1)), ('abc', 5), ('abc', ()), ('abc', {}), ('abc', [1]), ('%s', ('a',)), ('%f', 'x'), ('%i', 1j), ('%5.5', 1), ('%.', 1), ('%l', 1), ('%-', 1), ('%()s', {'': 'empty'}), ('%((a))s', {'(a)': 'nested'}), ('%b', 1), ('%r', ('a\n',)), ('%.2r', 'abc'), ('%c', b'a'), ('%y', ()), ('%s%', 1), ('%d%d', (1,)), ('%(a)s %s', {'a': 1}), ('%o', 'x'), ('%e', None), ('%.*f', (1,)), ('%.99999999999f', 1.0)]
for template, args in cases:
    try:
        print(repr(template), args, '->', repr(template % args))
    except Exception as e:
        print(repr(template), args, '->', type(e).__name__, e)


class O:
    def __str__(self): return 'str'
    def __repr__(self): return 'repr'
    def __int__(self): return 5
    def __index__(self): return 6
    def __float__(self): return 7.5
    def __getitem__(self, k): return 'item ' + k


o = O()
print('%s %r %d %x %f %.1f' % (o, o, o, o, o, o), '%(k)s' % o)


class F:
    def __float__(self): return 2.5
    def __int__(self): return 2


try:
    print('%d' % F())
except TypeError as e:
    print(e)
try:
    print('%x' % F())
except TypeError as e:
    print(e)
x = 'a %s'
x %= 'b'
print(x)


class S(str):
    def __mod__(self, other): return 'custom mod'
    def __rmod__(self, other): return 'custom rmod'


print(S('%s') % 1, '%s' % S('v'))
