s = 'aé中😀\n'
for enc in ('utf-8', 'utf-16', 'utf-16-le', 'utf-16-be', 'utf-32', 'utf-32-le', 'utf-7', 'utf-8-sig', 'unicode-escape', 'raw-unicode-escape', 'gb18030', 'punycode'):
    b = s.encode(enc)
    print(enc, b, b.decode(enc) == s)
for enc in ('ascii', 'latin-1', 'cp1252', 'iso8859-15', 'koi8-r', 'cp437', 'mac-roman', 'gbk', 'shift_jis', 'euc-jp', 'big5', 'cp1251', 'euc-kr', 'idna'):
    for errors in ('strict', 'ignore', 'replace', 'backslashreplace', 'xmlcharrefreplace', 'namereplace'):
        try:
            print(enc, errors, s.encode(enc, errors))
        except Exception as e:
            print(enc, errors, type(e).__name__, e)
bad = b'ok\xff\xfe\xc3(\xe2\x82(\xf0\x9f\x98\xed\xa0\x80\xc0\x80end\xe4\xb8'
for enc in ('utf-8', 'ascii', 'utf-16', 'utf-32'):
    for errors in ('strict', 'ignore', 'replace', 'backslashreplace', 'surrogateescape'):
        try:
            print(enc, errors, ascii(bad.decode(enc, errors)))
        except Exception as e:
            print(enc, errors, type(e).__name__, e)
x = b'a\xff\x80'.decode('utf-8', 'surrogateescape')
print(ascii(x), x.encode('utf-8', 'surrogateescape'), '\ud800'.encode('utf-8', 'surrogatepass'), ascii(b'\xed\xa0\x80'.decode('utf-8', 'surrogatepass')))
for f in (lambda: x.encode(), lambda: '\ud800'.encode('utf-16'), lambda: b'\x80'.decode('cp1252'), lambda: b'\x81'.decode('cp1252'), lambda: b'a'.decode('utf-16'), lambda: b'\\x1'.decode('unicode-escape'), lambda: b'x'.decode('nope'), lambda: 'x'.encode('utf-8', 'nope'), lambda: 'é'.encode('ascii', 'nope'), lambda: b'x'.decode('rot13'), lambda: 'x'.encode('hex'), lambda: b'x'.decode(5)):
    try:
        print(ascii(f()))
    except Exception as e:
        print(type(e).__name__, e)
import codecs
print(codecs.encode('abc', 'rot13'), codecs.encode(b'abc', 'hex'), codecs.decode(b'616263', 'hex'), codecs.encode(b'abc', 'base64'), codecs.lookup('UTF8').name, codecs.lookup('latin1').name, codecs.BOM_UTF8, codecs.encode(b'aaa', 'bz2')[:2], codecs.decode(codecs.encode(b'zz', 'zlib'), 'zlib'), codecs.encode(b'a=b', 'quopri'), codecs.encode(b'x', 'uu')[:5])
codecs.register_error('mine', lambda e: ('<%d %d>' % (ord(e.object[e.start]), e.start), e.end))
print('aéb'.encode('ascii', 'mine'), codecs.lookup_error('strict').__name__)
d = codecs.getincrementaldecoder('utf-8')()
print([d.decode(bytes([b])) for b in 'é中😀'.encode()], d.getstate())
e = codecs.getincrementalencoder('utf-16')()
print(e.encode('a'), e.encode('b'))
import io
r = codecs.getreader('utf-8')(io.BytesIO('é\nñ'.encode()))
print(r.readline(), r.read())
w = codecs.getwriter('latin-1')(b := io.BytesIO())
w.write('é')
print(b.getvalue(), codecs.escape_decode(rb'\x41\n'), codecs.utf_8_decode(b'ab\xc3'), codecs.charmap_encode('a', 'strict', {97: 98}))
with open('f', 'wb') as f:
    f.write('éa'.encode('utf-16'))
print(codecs.open('f', encoding='utf-16').read())
