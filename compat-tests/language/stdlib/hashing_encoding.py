import base64, binascii, hashlib, hmac, secrets, zlib, gzip, uuid, io, bz2, lzma
for name in ('md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3_256', 'sha3_512', 'blake2b', 'blake2s'):
    h = hashlib.new(name, b'hello')
    h.update(b' world')
    c = h.copy()
    c.update(b'!')
    print(name, h.hexdigest(), h.digest_size, h.block_size, h.name, c.hexdigest()[:8], getattr(hashlib, name)(b'').hexdigest()[:8])
print(hashlib.shake_128(b'x').hexdigest(10), hashlib.shake_256(b'x').digest(5), hashlib.blake2b(b'x', digest_size=5, key=b'k', salt=b's', person=b'p').hexdigest(), hashlib.pbkdf2_hmac('sha256', b'pw', b'salt', 1000).hex(), hashlib.scrypt(b'pw', salt=b's', n=16, r=1, p=1, dklen=8).hex(), sorted(hashlib.algorithms_guaranteed), hashlib.md5(b'x', usedforsecurity=False).hexdigest()[:4], hashlib.sha256(bytearray(b'a')).hexdigest() == hashlib.sha256(memoryview(b'a')).hexdigest(), hashlib.file_digest(io.BytesIO(b'abc'), 'md5').hexdigest())
for f in (lambda: hashlib.new('nope'), lambda: hashlib.md5('str'), lambda: hashlib.shake_128(b'').hexdigest(), lambda: hashlib.pbkdf2_hmac('sha1', b'', b'', 0), lambda: hashlib.blake2b(digest_size=65), lambda: hmac.new(b'k', b'm'), lambda: hmac.new('k', b'm', 'md5'), lambda: hmac.compare_digest('a', b'a'), lambda: hmac.compare_digest('é', 'é'), lambda: hashlib.sha256(5)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
m = hmac.new(b'key', b'msg', 'sha256')
print(m.hexdigest(), m.name, m.digest_size, m.block_size, m.copy().digest() == m.digest(), hmac.digest(b'k', b'm', 'sha1').hex(), hmac.compare_digest('a', 'a'), hmac.new(b'k' * 200, b'm', hashlib.md5).hexdigest())
d = bytes(range(20))
print(base64.b64encode(d), base64.b64decode(base64.b64encode(d)) == d, base64.urlsafe_b64encode(b'\xfb\xff'), base64.urlsafe_b64decode('-_8='), base64.b32encode(b'hi'), base64.b32decode('NBUQ===='), base64.b16encode(d[:3]), base64.b16decode('0A', True), base64.b85encode(d), base64.b85decode(base64.b85encode(d)) == d, base64.a85encode(b'test', adobe=True), base64.a85decode(b'<~FCfN8~>', adobe=True), base64.encodebytes(d * 5), base64.decodebytes(b'YQ==\n'), base64.b64decode('YW\nQ='), base64.b32hexencode(b'a'), base64.b64encode(b'??>', altchars=b'-_'), base64.standard_b64decode('YQ=='))
print(binascii.hexlify(d[:4], '-'), binascii.unhexlify('0aFF'), binascii.crc32(b'hello'), binascii.crc_hqx(b'hello', 0), binascii.b2a_base64(b'a', newline=False), binascii.a2b_base64('YQ'+'=='), binascii.b2a_qp(b'a=\xe9 '), binascii.a2b_qp(b'=E9'), binascii.b2a_uu(b'abc'), binascii.a2b_uu(b'#86)C\n'))
for f in (lambda: base64.b64decode('a'), lambda: base64.b64decode('é'), lambda: base64.b64decode('a$b=', validate=True), lambda: binascii.unhexlify('0'), lambda: binascii.unhexlify('zz'), lambda: base64.b32decode('1'), lambda: base64.b16decode('0a'), lambda: base64.b85decode('~'), lambda: base64.b64encode('str'), lambda: binascii.a2b_uu('!!!'), lambda: base64.b64decode('YQ'), lambda: base64.a85decode('!!!!z')):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
data = b'compress me ' * 100
z = zlib.compress(data)
print(zlib.decompress(z) == data, len(z) < 60, zlib.crc32(data), zlib.adler32(data), zlib.crc32(b'b', zlib.crc32(b'a')), zlib.decompress(zlib.compress(b'', 0)), zlib.decompress(gzip.compress(b'gz'), 31), zlib.MAX_WBITS)
co, do = zlib.compressobj(9, zlib.DEFLATED, -15), zlib.decompressobj(-15)
raw = co.compress(data[:500]) + co.flush(zlib.Z_SYNC_FLUSH) + co.compress(data[500:]) + co.flush()
out = do.decompress(raw + b'tail', 100)
print(len(out), len(do.unconsumed_tail) > 0, len(do.decompress(do.unconsumed_tail)), do.unused_data, do.eof, do.flush())
for f in (lambda: zlib.decompress(b'garbage'), lambda: zlib.decompress(z[:10]), lambda: zlib.compress('str'), lambda: zlib.compress(b'', 99), lambda: zlib.decompressobj().decompress(b'xx'), lambda: gzip.decompress(b'notgzip'), lambda: gzip.decompress(gzip.compress(b'abc')[:-4]), lambda: zlib.decompress(z[:-1] + b'x')):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
with gzip.open('f.gz', 'wt') as f: f.write('line1\nliné2\n')
with gzip.open('f.gz', 'rt') as f: print(list(f))
with gzip.GzipFile('f.gz', 'ab') as f: f.write(b'more')
with gzip.open('f.gz') as f: print(f.read(3), f.seek(1), f.read(), f.tell())
print(gzip.decompress(gzip.compress(data, mtime=0)) == data, bz2.decompress(bz2.compress(data)) == data, lzma.decompress(lzma.compress(data)) == data)
u = uuid.UUID('12345678-1234-5678-1234-567812345678')
print(u, repr(u), u.hex, u.int, u.bytes, u.version, u.variant, u.urn, u.fields, u == uuid.UUID(int=u.int), uuid.uuid3(uuid.NAMESPACE_DNS, 'x'), uuid.uuid5(uuid.NAMESPACE_URL, 'x'), uuid.uuid4().version, uuid.uuid1().version, u < uuid.UUID(int=1), len(str(uuid.uuid4())))
try:
    uuid.UUID('bad')
except ValueError as e:
    print(e)
print(len(secrets.token_bytes(5)), len(secrets.token_hex(5)), len(secrets.token_urlsafe(6)), secrets.randbelow(1), secrets.choice([7]), secrets.compare_digest('a', 'a'))
