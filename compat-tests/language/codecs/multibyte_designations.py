# compat: timeout=120
# The multi-byte codecs of ISO 2022's kind.
import codecs
import hashlib
import io
import random

names = 'iso2022_kr iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_2004 iso2022_jp_3 iso2022_jp_ext'.split()
random.seed(6)
for name in names:
    digest = hashlib.md5()
    count = 0
    for c in list(range(0x2000)) + list(range(0x2000, 0xa000, 3)) + list(range(0xac00, 0xd7a4, 11)) + list(range(0xf900, 0x10000)) + list(range(0x20000, 0x20800, 5)):
        try:
            digest.update(chr(c).encode(name) + b'|')
            count += 1
        except UnicodeEncodeError as e:
            digest.update(b'%d,%d,' % (e.start, e.end) + e.reason.encode())
    print(name, count, digest.hexdigest())
    digest = hashlib.md5()
    for escape in (b'$B', b'$@', b'(J', b'(I', b'$(D', b'$A', b'$(A', b'$(C', b'$)C\x0e', b'$(O', b'$(P', b'$(Q', b'.A', b'.F', b'(B', b')B', b'&@\x1b$B', b'N', b'c'):
        for lead in range(0x1f, 0x80, 2):
            for trail in range(0x20, 0x80, 5):
                data = b'\x1b' + escape + bytes([lead, trail])
                try:
                    digest.update(data.decode(name).encode('utf-8', 'surrogatepass'))
                except UnicodeDecodeError as e:
                    digest.update(b'%d,%d,' % (e.start, e.end) + e.reason.encode())
    print('  pairs', digest.hexdigest())
    digest = hashlib.md5()
    for i in range(600):
        data = b''.join(random.choice((b'\x1b$B', b'\x1b(B', b'\x1b(J', b'\x1b$(D', b'\x1b.A\x1bN', b'\x1b.F\x1bNa', b'\x1b$)C', b'\x0e', b'\x0f', b'\x1b', b'\n', b'\x80', b'\x1b[1m', bytes([random.randrange(0x20, 0x7f)]), b'$"', b'0!'))
                        for _ in range(random.randrange(1, 9)))
        for errors in ('strict', 'ignore', 'replace', 'backslashreplace'):
            try:
                digest.update(data.decode(name, errors).encode('utf-8', 'surrogatepass'))
            except UnicodeDecodeError as e:
                digest.update(str(e).encode())
        decoder = codecs.getincrementaldecoder(name)('replace')
        try:
            digest.update(''.join(decoder.decode(bytes([b])) for b in data).encode('utf-8') + decoder.decode(b'', True).encode('utf-8'))
        except UnicodeError as e:
            digest.update(str(e).encode())
    print('  random', digest.hexdigest())
    digest = hashlib.md5()
    for i in range(300):
        text = ''.join(random.choice('a\né中한あ\u304b\u309a\u02e9\u02e5\u20ac\u3042\uac02\xa5\uff71α') for _ in range(random.randrange(1, 9)))
        for errors in ('ignore', 'replace', 'xmlcharrefreplace', 'backslashreplace'):
            digest.update(text.encode(name, errors))
        encoder = codecs.getincrementalencoder(name)('replace')
        digest.update(b''.join(encoder.encode(c) for c in text) + encoder.encode('', True))
    print('  text', digest.hexdigest())
    data = 'one\nあ中한\nlast'.encode(name, 'replace')
    print(data, [ascii(line) for line in io.TextIOWrapper(io.BytesIO(data), encoding=name)], ascii(codecs.getreader(name)(io.BytesIO(data)).read()))
