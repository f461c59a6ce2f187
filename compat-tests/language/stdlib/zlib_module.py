# zlib and gzip: the same bytes as zlib gives, dictionaries, copies, limits, errors.
import copy
import gzip
import io
import pickle
import random
import zlib


def attempt(label, f):
    try:
        print(label, f())
    except BaseException as e:
        print(label, type(e).__name__, e)


rng = random.Random(7)
text = b"".join(b"line %d of the text\n" % (i % 97) for i in range(3000))
noise = rng.randbytes(50000)
for level in range(-1, 10):
    for wbits in (15, 9, -12, 31):
        packed = zlib.compress(text + noise, level, wbits)
        print(level, wbits, len(packed), zlib.crc32(packed), zlib.decompress(packed, wbits) == text + noise)
print(zlib.crc32(text), zlib.adler32(text), zlib.crc32(b"b", zlib.crc32(b"a")) == zlib.crc32(b"ab"), zlib.adler32(noise, 5))

for strategy in range(5):
    c = zlib.compressobj(6, zlib.DEFLATED, 15, 9, strategy)
    print(strategy, zlib.crc32(c.compress(text) + c.flush()))

for flush in (zlib.Z_NO_FLUSH, zlib.Z_PARTIAL_FLUSH, zlib.Z_SYNC_FLUSH, zlib.Z_FULL_FLUSH, zlib.Z_BLOCK, zlib.Z_FINISH):
    c = zlib.compressobj()
    got = c.compress(b"some text") + c.flush(flush)
    print(flush, got, zlib.decompressobj().decompress(got))

# dictionaries
for zdict in (b"hello world", b""):
    for wbits in (15, -15):
        c = zlib.compressobj(wbits=wbits, zdict=zdict)
        packed = c.compress(b"hello world hello") + c.flush()
        print(packed)
        for other in (zdict, b"nope", None):
            attempt(other, lambda: (zlib.decompressobj(wbits, other) if other is not None else zlib.decompressobj(wbits)).decompress(packed))
attempt("zdict", lambda: zlib.compressobj(zdict=5))
attempt("zdict", lambda: zlib.compressobj(zdict=None))
attempt("zdict", lambda: zlib.decompressobj(zdict=None))
attempt("zdict", lambda: zlib.compressobj(9, 8, 99, 8, 0, b"abc"))

# copies
c = zlib.compressobj()
head = c.compress(text[:1000])
for how in (lambda o: o.copy(), copy.copy, copy.deepcopy):
    d = how(c)
    print(zlib.decompress(head + d.compress(b"branch") + d.flush())[-10:])
print(zlib.decompress(head + c.flush()) == text[:1000])
attempt("copy finished", lambda: c.copy())
attempt("compress finished", lambda: c.compress(b"x"))
attempt("flush finished", lambda: c.flush())
packed = zlib.compress(text)
d = zlib.decompressobj()
first = d.decompress(packed[:200])
e = copy.copy(d)
print(first + d.decompress(packed[200:]) == text, first + e.decompress(packed[200:]) == text, d.eof, e.eof)
attempt("pickle", lambda: pickle.dumps(c))
attempt("pickle", lambda: pickle.dumps(d))

# limits and tails
d = zlib.decompressobj()
steps, total, piece = [], b"", packed
while piece or not d.eof:
    got = d.decompress(piece, 9000)
    piece = d.unconsumed_tail
    steps.append((len(got), len(piece), d.eof))
    total += got
print(steps, total == text)
d = zlib.decompressobj()
d.decompress(packed + b"12", 5)
print(len(d.unconsumed_tail), len(d.flush()), d.unused_data, d.eof)
for f in (lambda: d.decompress(b"34"), lambda: d.flush(), lambda: d.unused_data, lambda: d.unconsumed_tail, lambda: d.decompress(b"")):
    attempt("after flush", f)
d = zlib.decompressobj()
d.decompress(packed + b"12")
d.decompress(b"34")
print(d.unused_data)

# errors
for f in (lambda: zlib.compress(b"a", 99), lambda: zlib.compress(b"a", wbits=99), lambda: zlib.compress("a"), lambda: zlib.compress(),
          lambda: zlib.decompress(b"x"), lambda: zlib.decompress(b"x", 99), lambda: zlib.decompress(b"", bufsize=0), lambda: zlib.decompress(b"", bufsize=-1),
          lambda: zlib.decompress(packed[:-1]), lambda: zlib.decompress(packed[:-5] + b"x" * 5), lambda: zlib.decompress(packed[3:]),
          lambda: zlib.decompressobj().decompress(packed[3:]), lambda: zlib.compressobj(99), lambda: zlib.compressobj(method=3),
          lambda: zlib.decompressobj(99), lambda: zlib.compressobj().flush(99), lambda: zlib.decompressobj().flush(0), lambda: zlib.decompressobj().flush(),
          lambda: zlib.decompressobj().decompress(b"a", -1), lambda: zlib.crc32("x"), lambda: type(c)(), lambda: zlib.Compress):
    attempt("error", f)
print(zlib.ZLIB_VERSION, zlib.ZLIB_RUNTIME_VERSION, zlib.error, zlib.__version__)

# gzip
for level in (0, 1, 9):
    packed = gzip.compress(text, level, mtime=0)
    print(level, zlib.crc32(packed), gzip.decompress(packed) == text)
attempt("not gzip", lambda: gzip.decompress(b"hello"))
attempt("truncated", lambda: gzip.decompress(packed[:-3]))
attempt("bad crc", lambda: gzip.decompress(packed[:-8] + bytes(8)))
out = io.BytesIO()
with gzip.GzipFile("name", "wb", 5, out, mtime=7) as f:
    f.write(text)
    f.flush()
    f.write(b"end")
print(zlib.crc32(out.getvalue()), out.getvalue()[:18])
with gzip.open(io.BytesIO(out.getvalue())) as f:
    print(f.readline(), f.seek(100), f.read(10), f.mtime, f.tell())
