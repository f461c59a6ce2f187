s = 'hello'
print(s, len(s), s[0], s[-1], s[1:3], s[::-1])
print(s + ' ' + 'world', s * 2)
print("it's", 'say "hi"', """three
lines
here""")
print('a\tb\\n', r'a\tb', 'A\x41\u0041\U00000041\101\N{LATIN SMALL LETTER A}')
print('one' 'two'
      'three')
print(s == 'hello', s < 'help', 'ell' in s, 'x' not in s)
print(s.upper(), s.find('l'), s.replace('l', 'L'), s.split('l'))
for c in 'abc':
    print(c, end=',')
print()
print(repr('a\n\'"'), str(5), repr(s))
