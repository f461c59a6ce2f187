# compat: timeout=120
# The multi-byte codecs without designations: every code point, every pair of bytes, errors, incremental and stream codecs.
import codecs
import hashlib
import io
import random

names = ('gb2312 gbk gb18030 hz big5hkscs shift_jis cp932 euc_jp shift_jis_2004 euc_jis_2004 euc_jisx0213 shift_jisx0213 euc_kr cp949 johab big5 cp950').split()
random.seed(5)
for name in names:
    everything = ''.join(map(chr, range(0xd800))) + ''.join(map(chr, range(0xe000, 0x30000)))
    encoded = everything.encode(name, 'ignore')
    count = 0
    digest = hashlib.md5()
    for c in list(range(0, 0x3000)) + list(range(0x4e00, 0x9fff, 7)) + list(range(0xf900, 0x10000)) + list(range(0x20000, 0x20800, 5)):
        try:
            digest.update(chr(c).encode(name) + b'|')
            count += 1
        except UnicodeEncodeError as e:
            digest.update(b'%d,%d,' % (e.start, e.end) + e.reason.encode())
    print(name, len(encoded), hashlib.md5(encoded).hexdigest(), count, digest.hexdigest())
    digest = hashlib.md5()
    for lead in range(256):
        for trail in range(256):
            data = bytes([lead, trail])
            try:
                digest.update(data.decode(name).encode('utf-8', 'surrogatepass'))
            except UnicodeDecodeError as e:
                digest.update(b'%d,%d,' % (e.start, e.end) + e.reason.encode())
    print('  pairs', digest.hexdigest())
    digest = hashlib.md5()
    for i in range(300):
        data = bytes(random.choice((random.randrange(256), random.randrange(0xa1, 256), random.randrange(0x30, 0x7f), 0x8f, 0xa4, 0xd4, 0x7e)) for _ in range(random.randrange(1, 12)))
        for errors in ('ignore', 'replace', 'backslashreplace', 'surrogateescape'):
            try:
                digest.update(data.decode(name, errors).encode('utf-8', 'surrogatepass'))
            except UnicodeDecodeError as e:
                digest.update(str(e).encode())
        try:
            data.decode(name)
        except UnicodeDecodeError as e:
            digest.update(str(e).encode())
        decoder = codecs.getincrementaldecoder(name)('replace')
        digest.update(''.join(decoder.decode(bytes([b])) for b in data).encode('utf-8') + decoder.decode(b'', True).encode('utf-8'))
    print('  random', digest.hexdigest())
    digest = hashlib.md5()
    for i in range(200):
        text = ''.join(random.choice('aé中한あ\u304b\u309a\u02e9\u02e5\u00ca\u0304\u20ac\U0001f600\u3042\uac02') for _ in range(random.randrange(1, 9)))
        for errors in ('ignore', 'replace', 'xmlcharrefreplace', 'backslashreplace', 'namereplace'):
            digest.update(text.encode(name, errors))
        encoder = codecs.getincrementalencoder(name)('replace')
        digest.update(b''.join(encoder.encode(c) for c in text) + encoder.encode('', True))
    print('  text', digest.hexdigest())
    text = 'line one\nあ中한\nlast'
    data = text.encode(name, 'replace')
    reader = codecs.getreader(name)(io.BytesIO(data))
    print('  stream', ascii(reader.readline()), ascii(reader.read(1)), ascii(reader.read()))
    out = io.BytesIO()
    writer = codecs.getwriter(name)(out, 'replace')
    writer.write(text)
    writer.writelines(['x', 'あ'])
    writer.reset()
    print('  writer', out.getvalue())
    wrapper = io.TextIOWrapper(io.BytesIO(data), encoding=name)
    print('  wrapper', [ascii(line) for line in wrapper])
codecs.register_error('test.mine', lambda e: ('[%d]' % e.start, e.end))
print('aé中'.encode('gb2312', 'test.mine'), b'a\xff\xd6\xd0'.decode('gb2312', 'test.mine'))
codecs.register_error('test.bytes', lambda e: (b'!!', e.end))
print('é'.encode('big5', 'test.bytes'))
for f in (lambda: 'é'.encode('big5'), lambda: b'\xff'.decode('gbk'), lambda: b'a\xd6'.decode('gbk'), lambda: 'é'.encode('big5', 'nope'), lambda: __import__('_codecs_jp').getcodec('x'),
          lambda: __import__('_codecs_jp').getcodec(5), lambda: codecs.lookup('gbk').encode(5), lambda: codecs.lookup('gbk').decode('x')):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
encoder = codecs.getincrementalencoder('euc_jis_2004')()
print(encoder.encode('\u304b'), encoder.encode('\u309a'), encoder.encode('\u304b'), encoder.encode('', True))
decoder = codecs.getincrementaldecoder('gbk')()
print(repr(decoder.decode(b'a\xd6')), decoder.getstate(), decoder.decode(b'\xd0'), decoder.getstate())
