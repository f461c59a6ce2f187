import re
print(re.match('a+', 'aab'), re.search(r'\d+', 'ab12').span(), re.fullmatch('a|b', 'b').group(), re.match('x', 'a'), re.findall(r'(\w)(\d)', 'a1 b2'), re.findall('a', 'banana'), re.split(r'[,;]\s*', 'a, b;c'), re.split('(x)', 'axbxc'), re.split('', 'abc'), re.split('x', 'axbxc', 1), re.sub('a', 'b', 'banana', 2), re.subn('a', 'b', 'banana'), re.escape('a.b*c d\n[é]'))
m = re.match(r'(?P<first>\w+) (?P<second>\w+)(?: (x))?', 'hello world')
print(m.group(), m.group(1, 'second'), m.groups(), m.groups('none'), m.groupdict(), m['first'], m[2], m.start(2), m.end('first'), m.span(3), m.pos, m.endpos, m.lastindex, m.lastgroup, m.string, m.re.pattern, m.re.groups, dict(m.re.groupindex), m.expand(r'\2-\g<first>-\g<0>'), m.regs)
for p, s in ((r'^\s*$', '  \n'), (r'\bfoo\b', 'a foo b'), (r'\Bo', 'foo'), (r'a{2,3}?', 'aaaa'), (r'a{2}', 'aaa'), (r'(a*)*b', 'aaab'), (r'(?:ab)+', 'ababx'), (r'(a)|(b)', 'b'), (r'(?i)ABC', 'abc'), (r'(?s).', '\n'), (r'(?m)^b', 'a\nb'), (r'(?x) a b # comment', 'ab'), (r'(?=a)a', 'a'), (r'(?!a)b', 'b'), (r'(?<=a)b', 'ab'), (r'(?<!a)b', 'cb'), (r'(a)(?(1)b|c)', 'ab'), (r'(a)?(?(1)b|c)', 'c'), (r'(\w)\1', 'aa'), (r'(?P<q>[\'"]).*?(?P=q)', '"x\'y"'), (r'[^abc]+', 'xyz'), (r'[a-c\d_-]+', 'a-1_'), (r'\w+', 'éñ中1_'), (r'\d', '٣'), (r'(?a)\w+', 'aé'), (r'\S+\Z', 'a b'), (r'\Aab', 'ab'), (r'x*', ''), (r'(?i:A)b', 'ab'), (r'(?-i:a)', 'a'), (r'[]a]', ']'), (r'[\]]', ']'), (r'\x41\u0042\N{LATIN SMALL LETTER C}', 'ABc'), (r'a++b', 'aab'), (r'(?>a+)b', 'aab'), (r'a?+a', 'a'), (r'(?>a*)a', 'aaa'), (r'[\s\S]', '\n'), (r'.{3}', 'a😀b'), (r'^a$', 'a\n'), (r'a$', 'a\n'), (r'(a|ab)(c|bcd)(d*)', 'abcd'), (r'\0', '\0'), (r'[\b]', '\b'), (r'(?i)ſ', 'S'), (r'(?i)ß', 'ẞ'), (r'(?i)[à-ý]', 'É')):
    m = re.search(p, s)
    print(ascii(p), ascii(s), m and (ascii(m.group()), m.groups(), m.span()))
for p in ('(', ')', '[', '*', 'a**', '(?P<1a>x)', '(?P<a>x)(?P<a>y)', r'\1', '(?<=a*)b', '[z-a]', 'a{3,2}', '(?z)', r'\q', '(?P=n)', '(?P<a', '(?', '(?(1)a|b|c)', r'\x1', r'\N{bad}', '(?P>a)', 'x{99999999999}', '(?(x)a)', '[a', '(?#', 'a(?i)b', r'\400', '+', '(?i', '(?P<>x)', r'(?<n>x)', '?', '{1}', 'a{1}{2}', 'a*?+', '[[:alpha:]', '\\', r'\u12', r'(a)\2', '(?:', '(?P', '(?<', '(?-i)'):
    try:
        re.compile(p)
        print(repr(p), 'ok')
    except OverflowError as e:
        print(repr(p), '->', e)
    except re.error as e:
        print(repr(p), '->', e, (e.msg, e.pos, e.lineno, e.colno))
for f in (lambda: re.match(5, 'a'), lambda: re.match('a', 5), lambda: re.match('a', b'a'), lambda: re.match(b'a', 'a'), lambda: re.sub('a', 5, 'a'), lambda: re.sub('(a)', r'\2', 'a'), lambda: re.sub('a', r'\g<x>', 'a'), lambda: re.sub('a', r'\q', 'a'), lambda: m.group(5), lambda: re.match('a', 'a').group('x'), lambda: re.sub('a', '\\', 'a'), lambda: re.compile(re.compile('a'), re.I), lambda: re.compile('a', re.L), lambda: re.compile(b'a', re.U), lambda: re.compile('a', re.A | re.U), lambda: re.sub('a', lambda m: 5, 'a'), lambda: re.sub(b'a', 'x', b'a')):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
