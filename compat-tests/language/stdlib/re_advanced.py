import re
p = re.compile(r'(\w+)=(\d+)', re.I)
print(p, repr(re.compile(b'a\n', re.M | re.S)), p.flags, p.pattern, p.groups, p == re.compile(r'(\w+)=(\d+)', re.I), hash(p) == hash(re.compile(r'(\w+)=(\d+)', re.I)), re.compile(p) is p, repr(p.match('a=1')), p.match('x=1', 1), p.search('x a=1', 2, 5), p.fullmatch('ab=12', 1).group())
print([m.group(1) for m in p.finditer('a=1, b=22')], list(p.sub(lambda m: m[2] + '=' + m[1], 'a=1 b=2')), p.sub(r'\2=\1', 'a=1'), p.sub(r'\g<2>0', 'a=1'), p.split('x a=1 y'), p.findall('a=1 b=2 c'), p.subn('', 'a=1b=2'), p.scanner('a=1 b=2').search().group())
print(re.sub('x*', '-', 'abxd'), re.sub('', '-', 'abc'), re.findall('x*', 'axb'), [m.span() for m in re.finditer('|a', 'aa')], re.split('x*', 'axbc'), re.sub('(?=b)', '^', 'abab'), re.findall(r'\b', 'ab cd'), re.sub('(a)|b', r'[\1]', 'ab'), re.sub(r'(.)', r'\1\1', 'ab'), re.sub('a', r'\n\t\\', 'a'), re.sub('a', '\\101', 'a'), re.findall('(a)(b)?', 'aab'), re.findall('(?:a)', 'aa'))
print(re.sub(rb'\d', lambda m: b'<%s>' % m[0], b'a1b2'), re.findall(rb'[\x80-\xff]', b'a\xe9'), re.match(rb'\w+', b'ab\xe9').group(), re.split(b',', bytearray(b'a,b')), re.search(b'b', memoryview(b'abc')).span(), re.findall('(?u)é', 'éÉ', re.I), re.match(b'(?L)\\w', b'a').group())
print(re.RegexFlag.I | re.M, re.I, re.compile('(?im)a').flags, repr(re.I | re.X | re.A), re.NOFLAG, re.purge())
s = re.Scanner([(r'\d+', lambda s, t: int(t)), (r'\w+', lambda s, t: t), (r'\s+', None)])
print(s.scan('abc 12 x!'))
import pickle, copy
print(pickle.loads(pickle.dumps(p)) == p, copy.deepcopy(p) is p, copy.copy(m := p.match('a=1')) is m)
print(re.match('(a+)+$', 'a' * 15 + 'b'), len(re.findall('a|b', 'ab' * 5000)), re.match('(?:a|b)*c', 'ab' * 20000), re.match('(.)*', 'x' * 50000).span(), re.search('needle', 'hay' * 30000 + 'needle').start(), re.sub('a.*?b', '', 'axb' * 3000), len(re.split(r'\s+', 'word ' * 3000)))
print(re.findall(r'[\w.+-]+@[\w-]+\.[\w.]+', 'mail a.b+c@x-y.org and d@e.co.uk'), re.findall(r'"((?:[^"\\]|\\.)*)"', r'say "hi \"there\"" "x"'), re.sub(r'(?<=\d)(?=(?:\d{3})+$)', ',', '1234567'), re.findall(r'(?m)^(\w+):\s*(.*)$', 'a: 1\nb:  two\n'), re.match(r'(\d{1,3})(?:\.(\d{1,3})){3}$', '192.168.1.20').groups(), re.sub(r'\s+', ' ', ' a \n\t b '), re.findall('[一-龥]+', '中文 and 漢字'), re.match('(?P<y>\\d{4})-(?P<m>\\d\\d)', '2020-05').groupdict())
m = re.match('(a)(b)?(?P<c>c)?', 'a')
print(m.groups(), m.span(2), m.start('c'), m.group(0, 1, 2), m.groupdict('-'), m.lastindex, m.lastgroup, m.expand(r'[\1\2]'), bool(m), m.__class__, m.re is re.compile('(a)(b)?(?P<c>c)?'), m.string, [m[i] for i in range(4)])
print(re.sub('(?P<x>a)', r'<\g<x>>', 'a'), re.compile('a(?#comment)b').match('ab').group(), re.compile('''
  (\\d+)  # number
  \\s* [#]
''', re.VERBOSE).match('12 #').groups(), re.match(r'[\d\-\]\\^]+', '1-]\\^').group(), re.match(r'(?s:.)(?-s:.)', '\nx').group(), re.search(r'(?i)straße', 'STRASSE'), re.search('(?i)ǆ', 'Ǆ').group(), re.search('(?i)K', '\u212a').group() == '\u212a', re.findall('(?i)[k]', 'kK\u212a'))
def nested(m): return re.sub('b', 'c', m[0])
print(re.sub('ab', nested, 'abab'), re.sub('.', lambda m: str(m.start()), 'abc'))
try:
    re.sub('a', lambda m: 1 / 0, 'a')
except ZeroDivisionError as e:
    print(e)
import sys
print(sys.modules['re'].__name__, re._compiler.__name__, re.error.__mro__[1].__name__, type(p).__name__, type(m).__name__, re.Pattern, re.Match[str])
