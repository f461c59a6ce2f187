# List comprehensions leave their variables; True and False are names; nested scopes.
x = 'outer'
squares = [x * x for x in range(4)]
print squares, x
pairs = [(a, b) for a in 'xy' for b in (1, 2) if (a, b) != ('y', 1)]
print pairs, a, b
print [n for n in 1, 2, 3], n
print [i + j for i in (1, 2) for j in [10, 20]], list(i for i in 'gen'), i


def function():
    y = 'local'
    made = [y for y in 'abc']
    return made, y

print function()
print {k: v for k, v in zip('ab', (1, 2))}, {c for c in 'aab'} == set('ab')


class Body:
    names = [name for name in ('p', 'q')]
    last = name

print Body.names, Body.last
True, False = 1, 0
print (True, False) == (1, 0)
try:
    unicode
except NameError:
    print 'no unicode'
try:
    undefined_name
except NameError, e:
    print e


def shadow():
    def deeper():
        return [v for v in range(w)]
    w = 3
    return deeper()

print shadow()
import string as s2, sys as system
from os.path import join as j2, basename
print j2('a', 'b'), basename('/x/y'), s2.lower('ABC')


def star():
    from math import *
    return int(floor(2.7)), pi > 3

print star()
print [[c for c in r] for r in ('ab', 'cd')], c
while True:
    break
else:
    print 'never'
print 1 <> 2, 2 <> 2, `1 + 1`, `'q'`, `1, 2`
print 0777, 0xFF, 0b101, 0o17, 10L, 0xFFL, 1e3, 1j * 1j, 017 == 15, 0 == 00
print 'a' 'b' "c", ur'\x\u0041', ur'a\nb', r'\n', b'bytes', u'\u0041\N{LATIN SMALL LETTER B}'
print u'abc' == 'abc', type(u'') == unicode, {u'a': 1}['a'], isinstance('x', basestring), isinstance(u'x', basestring)
