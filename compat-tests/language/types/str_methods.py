s = 'Hello, World'
print(s.capitalize(), s.casefold(), s.center(20, '*'), s.count('l'), s.count('l', 4), s.count(''), s.encode(), s.endswith('ld'), s.endswith(('x', 'World')), s.endswith('lo', 0, 5), s.find('o'), s.find('o', 5), s.find('zz'), s.find('', 20), s.index('W'))
print('a\tb\tc'.expandtabs(4), '\t'.expandtabs(), 'ab\tc\n\td'.expandtabs(8), s.join(['a', 'b']), ''.join([]), ','.join('abc'), s.ljust(15, '.') + '|', s.rjust(15) + '|', s.lower(), s.upper(), s.swapcase(), 'hello world-foo\'s'.title(), '  x '.strip() + '|', 'xxaxx'.strip('x'), 'abcba'.lstrip('ab'), 'abcba'.rstrip('ba'), ' \t\n\x0b\x0c\x1c\u2003a\xa0'.strip())
print(s.partition(', '), s.partition('zz'), s.rpartition('o'), s.rpartition('zz'), s.replace('l', 'L'), s.replace('l', 'L', 1), s.replace('', '-', 3), 'aaa'.replace('aa', 'b'), s.rfind('o'), s.rindex('l'), s.rfind('o', 0, 5), 'x'.replace('x', ''), ''.replace('', 'a'))
print('a b  c '.split(), 'a b  c '.split(' '), 'a,b,c'.split(',', 1), 'a,b,c'.rsplit(',', 1), ' a b c'.split(None, 1), ' a b c '.rsplit(None, 1), ''.split(), ''.split(','), 'abc'.split('abc'), 'a\nb\r\nc\rd\x0be\x85f\u2028g'.splitlines(), 'a\n\nb\n'.splitlines(True), ''.splitlines(), 'a--b--c'.rsplit('--'), '  '.split(), 'abc'.split(sep=None, maxsplit=-1))
print(s.startswith('Hell'), s.startswith(('a', 'H')), s.startswith('W', 7), s.startswith('', 50), s.startswith(()), 'x'.zfill(4), '-5'.zfill(4), '+5'.zfill(1), '--5'.zfill(6), s.translate({72: 'J', 101: None, 108: 76}), s.translate(str.maketrans('lo', '01', 'W')), str.maketrans({'a': 1, 98: 'x'}), 'prefix-x'.removeprefix('prefix-'), 'x.py'.removesuffix('.py'), 'abc'.removesuffix(''))
tests = ['', 'abc', 'ABC', 'Abc', 'abc1', '123', '12.3', '²', '½', '٣', ' ', '\n', 'a b', 'Title Case', 'tITLE', 'class', 'a_b', '1a', 'é', 'É', 'ß', 'ǅ', '中', '\x00', 'a\x7f', '_', 'ⅷ', '\u3000', 'ﬁ']
for t in tests:
    print(ascii(t), ''.join(str(int(getattr(t, m)())) for m in 'isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper'.split()))
print('ß'.upper(), 'ﬁ'.upper(), 'İ'.lower().encode('unicode-escape'), 'ΑΣ'.lower(), 'ΑΣΑ'.lower(), 'ǆ'.title(), 'ŉ'.upper().encode('unicode-escape'), 'ß'.casefold(), 'ς'.casefold(), 'ÀÉ'.swapcase(), 'ß'.capitalize(), 'ı'.upper(), 'ſ'.upper(), 'µ'.upper(), 'ÿ'.upper(), 'ǰ'.upper().encode('unicode-escape'), 'dž ǆ'.title())
for f in (lambda: s.index('zz'), lambda: s.rindex('zz'), lambda: s.split(''), lambda: s.partition(''), lambda: s.join([1]), lambda: s.join(['a', None]), lambda: s.center(5, 'ab'), lambda: s + 1, lambda: s * 1.5, lambda: s[1.5], lambda: s[100], lambda: s['a'], lambda: s.startswith(1), lambda: s.startswith(('a', 1)),
          lambda: s.replace(1, 2), lambda: s.count(1), lambda: s.find(), lambda: s.encode('nope'), lambda: 'é'.encode('ascii'), lambda: str.maketrans('ab', 'c'), lambda: str.maketrans({'ab': 1}), lambda: s.translate(5), lambda: s.expandtabs('x'), lambda: s.zfill('a'), lambda: s.splitlines(1, 2), lambda: s.__contains__(1), lambda: str(b'x', 'ascii', 'strict', 1), lambda: str('x', 'utf-8'), lambda: str(1, 2), lambda: s.join(5), lambda: 'a' in 5, lambda: 5 in 'a', lambda: s.removeprefix(1), lambda: s.upper(1), lambda: ord('ab'), lambda: ord(''), lambda: chr(-1), lambda: chr(0x110000), lambda: chr('a'), lambda: ord(5), lambda: 'a' < 1, lambda: s.translate({72: 0x110000}), lambda: s.translate({72: 1.5})):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(s[0], s[-1], s[2:5], s[::-1], s[::2], s[5:1:-1], s[:100], s[50:], len(s), 'l' in s, '' in s, s * 0, s * -1, 2 * 'ab', 'a' < 'b' < 'ba', 'a' == 'a', 'Z' < 'a', 'é' > 'z', '😀' > '\uffff', list('añ😀'), sorted('héllo'), min('hello'), max('héllo'), hash('') , s.__len__(), [*'ab'], tuple(reversed('abc')))
print(str(b'abc', 'ascii'), str(b'\xff', errors='replace') , str(b'x'), str(), str(object=5), str(b'\xe9', encoding='latin-1'), 'abc'.__mul__(2), 'x'.__eq__(5), s.__getnewargs__(), 'a'.__add__('b'), 'é😀'.isascii(), ascii('é\n'))


class S(str):
    def __str__(self): return 'S.__str__'


x = S('abc')
print(x, repr(x), x + 'd', type(x + 'd').__name__, type(x.upper()).__name__, type(x[:]).__name__, x == 'abc', {x: 1}['abc'], f'{x}', '%s' % x, str(x), x.join(['1', '2']), type(str.__str__(x)).__name__, len(x), type(x.strip()).__name__, S(5), S(b'x', 'ascii'))
print('{:>10}|{:^10}|{:<10}|{:*^7}|{:.2}|{:5.1}|'.format('abc', 'abc', 'abc', 'x', 'abcdef', 'xyz'), '%-5s|%5s|%.2s|%5.1s|%c|%c' % ('a', 'b', 'cde', 'fgh', 'i', 106))
for spec in ('d', '+', '=5', ',', '#', '.', 'x', ' ', '05', 'z'):
    try:
        print(repr(spec), format('abc', spec))
    except ValueError as e:
        print(repr(spec), e)
