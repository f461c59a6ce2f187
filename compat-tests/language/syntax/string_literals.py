print('\a\b\f\v\r\t\0\\\'\"'.encode(), '\x00\xff\u1234\U0001F600'.encode('utf-8'), '\N{DIGIT ONE}\N{GREEK SMALL LETTER ALPHA}', '\1\12\123\3777')
print('a\
b', """x\
y
z""", r'\n\'', R"\x", u'unicode', U"u", b'bytes\x00\xff\101', B"\n", br'\n', bR'\x', Rb'\u', RB"x", rb'''multi
line''')
print('con' "cat" '''en''' """ate""" r'\d' u'x', b'a' b'b' rb'\c')
print("'", '"', '''it's "quoted"''', """''""", '\'', "\"")
print(len('😀'), len('\U0001F600'), ord('😀'), '😀'[0] == '😀', 'a😀b'[1:], len('e\u0301'), '\ud800'.encode('utf-8', 'surrogatepass'))
print(repr('\x7f\x80\xa0\xad\u200b\u3000\ue000\U0001F600\ud800\x1f'), ascii('é😀'), repr("it's"), repr('"it\'s"'), repr(b'\'"\x00\t'), repr('\\'))
for bad in (r"'\x1'", r"'\u12'", r"'\U1234567'", r"'\U00110000'", r"'\N{nothing}'", r"'\N'", r"'\N{'", r"b'\x1'", "b'é'", "'abc", '"abc\n"', "'''abc", "f'{a", "r'\\'", "ur'a'", "bu'a'", "fb'a'", "'a\\", "'''a\nb\\"):
    try:
        print(eval(bad))
    except SyntaxError as error:
        print(bad.encode(), '->', error.msg, error.lineno, error.offset)
print('é'.isidentifier(), 'ª' == eval("'ª'"))
ſ = 'normalised'
print(s)
𝐱 = 'math x'
print(x)
变量, ñ, _ø = 1, 2, 3
print(变量 + ñ + _ø)


class Ü:
    ä = 1


print(Ü.ä, Ü.__name__)
print(0xFF, 0o17, 0b101, 1_000_000, 0x_ff, 1_0.5_0, 1e1_0, 1j, 1.5J, .5, 5., 1E5, 0e0, 00, 0_0, 0XaB, 0B1, 0O7, 1_2j, 9999999999999999999999)
print(1 .real, 1.5.real, 1..real, (1).real, 0x1.real)
print(1if 1else 2, [1for x in range(2)], 5or 0)
