# How values show: str, repr and % of numbers, text, containers.
print 0.1 + 0.2, repr(0.1 + 0.2), str(1e16), 1e15, 1e-5, 123456789012.0, 1234567890123.0, 1.0, -0.0, 1e100, 3.14159265358979
print [0.1, 1.0], (1.5,), {'f': 0.5}, str([0.1]), 1.1, 2.675, 100.0 / 3, '%s' % (1.0 / 3), '%r' % (1.0 / 3), '%.3f' % 2.0
print 2 ** 31, 2 ** 62, repr(2 ** 64), [2 ** 64], -2 ** 64, 2 ** 64, hex(2 ** 64), oct(8), hex(255), oct(0), hex(-1), bin(5)
print 'it\'s', repr('it\'s'), repr('"'), repr('\'"'), repr('\n\t\\\x00\x7f\xff'), repr(u'caf\xe9 \u20ac')[-13:], repr('tab\t')
print ('a',), [u'x'.encode('ascii')], {1: 'one'}, set(['a']), frozenset([1]), set(), [None, True], (), [()], xrange(3), xrange(1, 7, 2)
print '%5d|%-5d|%05d|%x|%X|%o|%e|%g|%c|%c|%%' % (42, 42, 42, 255, 255, 8, 12345.678, 0.0001, 'x', 65)
print '%(name)s is %(age)d' % {'name': 'Ann', 'age': 30}, '%s %s' % ('a', (1, 2)), '%r' % ('t',), '%s' % None, '%10.3s|' % 'abcdef'
print '%s' % [1, 'a'], '%s' % {'a': u'b'.encode('ascii')}, '%d' % 3.99, '%i' % True, '%s' % 10L, '%d' % 2 ** 3
print '{0} {1} {0}'.format('a', 1), '{:>5}|{:<5}|{:^5}'.format('r', 'l', 'c'), '{x}'.format(x=3), '{0:.2f}'.format(3.14159), '{0[1]}'.format('ab')
print 'a,b,c'.split(','), ' x  y '.split(), 'k=v=w'.split('=', 1), '-'.join(['1', '2']), 'abc'.find('c'), 'aXbX'.replace('X', '-'), 'abc'[::-1]
print 'Title Case'.swapcase(), 'hello world'.title(), 'x'.center(5, '*'), '7'.zfill(3), 'a\tb'.expandtabs(4), 'abc'.startswith(('x', 'a'))
print 'line1\nline2\r\nline3'.splitlines(), 'a.b.c'.partition('.'), 'a.b.c'.rpartition('.'), 'abc'.isalpha(), '12'.isdigit(), 'xyz'.strip('xz')
print int('42'), int('ff', 16), int('0x1f', 16), int('017', 8), int(' 7 '), long('99'), float('1e3'), int('101', 2), long('123L'[:-1])
for bad in ('x', '', '1.5'):
    try:
        int(bad)
    except ValueError, e:
        print e
print ord('a'), chr(97), unichr(97), repr(chr(200)), ord(u'\u20ac'), len(u'\u20ac'), len('\xe2\x82\xac')
for n in (256, -1):
    try:
        chr(n)
    except ValueError, e:
        print e
import string
print string.letters, string.lowercase[:3], string.uppercase[-1], string.digits, string.join(['a', 'b'], '-'), string.split('a b'), string.atoi('5')
table = string.maketrans('abc', 'xyz')
print 'aabbcc'.translate(table), 'hello'.translate(None, 'l'), 'abcabc'.translate(table, 'b'), string.replace('aa', 'a', 'b'), string.zfill('5', 3)
print 1 == 1L, type(1L + 1) in (int, long), 3 & 1 | 4, ~5, 1 << 40, -1 >> 1, 7 ^ 2, not 0, 2 ** 0.5, 10 % 3.5, complex(1, 2), 1 if [] else 2
