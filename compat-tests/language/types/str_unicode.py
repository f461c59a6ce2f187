import unicodedata
s = 'a😀b\U00010000c\uffff'
print(len(s), [ascii(c) for c in s], s[1] == '😀', s[1:3].encode('unicode-escape'), s.find('b'), s.index('c'), s[::-1].encode('unicode-escape'), s.split('😀')[1].encode('unicode-escape'), s.replace('😀', 'X').encode('unicode-escape'), s.rfind('b'), s.partition('b')[2].encode('unicode-escape'))
print('😀' * 3, '😀' in s, ascii(max(s)), s.count('😀'), '😀'.center(5, '-'), '%5s|%-3s|%.1s' % ('😀', '😀', '😀x'), f'{"😀":>4}', '😀😁'.join('ab'), len('😀'.ljust(4)), '😀😁😂'[1], '😀😁😂'[-1], '😀😁😂'[::2])
print('\ud83d' + '\ude00' == '😀', len('\ud83d' + '\ude00'), ascii('\ud83d\ude00'), ascii('a\ud83d'[1:]), '\ud83d'.isprintable(), ascii('x\ude00'.upper()))
for c in 'aÀß中😀1½²\n \u200b\ud800_$+\u0301':
    print(ascii(c), unicodedata.category(c), unicodedata.bidirectional(c), unicodedata.combining(c), unicodedata.east_asian_width(c), unicodedata.mirrored(c), unicodedata.decomposition(c), unicodedata.name(c, 'no name'), unicodedata.decimal(c, None), unicodedata.digit(c, None), unicodedata.numeric(c, None))
for form in ('NFC', 'NFD', 'NFKC', 'NFKD'):
    print(form, [ascii(unicodedata.normalize(form, x)) for x in ('é', 'e\u0301', 'ﬁ', '①', 'Å', '한', '\u1100\u1161', 'ẛ̣')], unicodedata.is_normalized(form, 'é'))
print(unicodedata.lookup('SNOWMAN'), unicodedata.lookup('LATIN SMALL LETTER A WITH ACUTE'), unicodedata.name('中'), unicodedata.name('한'), unicodedata.lookup('HANGUL SYLLABLE GAG'), unicodedata.lookup('CJK UNIFIED IDEOGRAPH-4E2D'))
for f in (lambda: unicodedata.lookup('nope'), lambda: unicodedata.name('\n'), lambda: unicodedata.decimal('a'), lambda: unicodedata.name('ab'), lambda: unicodedata.normalize('X', 'a')):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(unicodedata.unidata_version, sorted({unicodedata.category(chr(c)) for c in range(0, 0x3000, 7)}))
import zlib
print(zlib.crc32(''.join(chr(c).upper() + chr(c).lower() + chr(c).title() for c in range(0xd800)).encode()), zlib.crc32(''.join('%d' % (chr(c).isalpha() + 2 * chr(c).isdigit() + 4 * chr(c).isspace() + 8 * chr(c).isprintable() + 16 * chr(c).isnumeric() + 32 * chr(c).isidentifier()) for c in range(0x10000)).encode()))
