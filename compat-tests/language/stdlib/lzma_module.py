# lzma: formats, checks, filters, limits, errors.
import copy
import io
import lzma
import os
import pickle
import random
import tempfile

import _lzma


def attempt(label, f):
    try:
        print(label, f())
    except BaseException as e:
        print(label, type(e).__name__, e)


rng = random.Random(6)
text = b"".join(b"line %d of the text\n" % (i % 97) for i in range(3000))
noise = rng.randbytes(100000)

for preset in (0, 1, 6, 9 | lzma.PRESET_EXTREME):
    for data in (b"", b"x", text, noise):
        packed = lzma.compress(data, preset=preset)
        print(preset, len(data), len(packed), lzma.decompress(packed) == data)

for check in (lzma.CHECK_NONE, lzma.CHECK_CRC32, lzma.CHECK_CRC64, lzma.CHECK_SHA256, -1):
    packed = lzma.compress(text, check=check)
    d = lzma.LZMADecompressor()
    print(check, d.check, len(packed), d.decompress(packed) == text, d.check, d.eof, lzma.is_check_supported(check if check >= 0 else 3))

chains = {
    "lzma2": [{"id": lzma.FILTER_LZMA2, "preset": 4}],
    "options": [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 16, "lc": 2, "lp": 1, "pb": 1, "mode": lzma.MODE_FAST, "nice_len": 32,
                 "mf": lzma.MF_HC4, "depth": 10}],
    "delta": [{"id": lzma.FILTER_DELTA, "dist": 5}, {"id": lzma.FILTER_LZMA2}],
    "bcj": [{"id": lzma.FILTER_X86}, {"id": lzma.FILTER_LZMA2, "preset": 1}],
    "arm": [{"id": lzma.FILTER_ARM, "start_offset": 4}, {"id": lzma.FILTER_LZMA2, "preset": 1}],
    "lzma1": [{"id": lzma.FILTER_LZMA1, "preset": 2, "mf": lzma.MF_BT3, "nice_len": 64}],
}
for name, chain in chains.items():
    for format in (lzma.FORMAT_XZ, lzma.FORMAT_ALONE, lzma.FORMAT_RAW):
        def trip():
            packed = lzma.compress(text, format=format, filters=chain)
            back = lzma.decompress(packed, format, filters=chain if format == lzma.FORMAT_RAW else None)
            return len(packed), back == text
        attempt((name, format), trip)

for spec in ({"id": lzma.FILTER_LZMA1, "lc": 1, "lp": 2, "pb": 3, "dict_size": 1 << 20}, {"id": lzma.FILTER_LZMA2, "dict_size": 1 << 22},
             {"id": lzma.FILTER_DELTA, "dist": 7}, {"id": lzma.FILTER_SPARC, "start_offset": 16}):
    props = _lzma._encode_filter_properties(spec)
    print(spec, props, _lzma._decode_filter_properties(spec["id"], props))
attempt("props", lambda: _lzma._decode_filter_properties(lzma.FILTER_LZMA1, b"xx"))
attempt("props id", lambda: _lzma._decode_filter_properties(99, b"xx"))
attempt("props spec", lambda: _lzma._encode_filter_properties({"id": 98}))
attempt("props spec", lambda: _lzma._encode_filter_properties([1]))
attempt("props spec", lambda: _lzma._encode_filter_properties(4))

for filters in ((), {}, [{}], [{"id": 3}] * 5, 5, [5], [{"id": 99}], [{"id": 33, "x": 1}], [{"id": 33, "preset": "a"}], [{"id": 33, "preset": 99}],
                [{"id": -1}], [{"id": 33, "lc": -1}], [{"id": 33, "lc": 100}], [{"id": 4, "start_offset": 1}], [{"id": "a"}],
                [{"id": 33, "dict_size": 1 << 32}], [{"id": 33, "preset": 1 << 32}], [{"id": 1 << 70}], [{"id": 3, "dist": 0}, {"id": 33}],
                [{"id": 3, "x": 0}, {"id": 33}], [{"id": 4, "x": 0}, {"id": 33}]):
    attempt(filters, lambda: type(lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters)).__name__)
    attempt(filters, lambda: type(lzma.LZMACompressor(lzma.FORMAT_RAW, filters=filters)).__name__)
    attempt(filters, lambda: type(lzma.LZMACompressor(lzma.FORMAT_XZ, filters=filters)).__name__)

attempt("preset and filters", lambda: lzma.LZMACompressor(preset=1, filters=[]))
attempt("check with alone", lambda: lzma.LZMACompressor(lzma.FORMAT_ALONE, check=1))
attempt("bad check", lambda: lzma.LZMACompressor(check=99))
attempt("unsupported check", lambda: lzma.LZMACompressor(check=7))
attempt("bad preset", lambda: lzma.LZMACompressor(preset=10))
attempt("bad preset alone", lambda: lzma.LZMACompressor(lzma.FORMAT_ALONE, preset=10))
attempt("negative preset", lambda: lzma.LZMACompressor(preset=-1))
attempt("raw without filters", lambda: lzma.LZMACompressor(lzma.FORMAT_RAW))
attempt("format", lambda: lzma.LZMACompressor(99))
attempt("format", lambda: lzma.LZMACompressor("xz"))
attempt("format auto", lambda: lzma.LZMACompressor(lzma.FORMAT_AUTO))
attempt("format", lambda: lzma.LZMADecompressor(99))
attempt("memlimit raw", lambda: lzma.LZMADecompressor(lzma.FORMAT_RAW, memlimit=1, filters=[]))
attempt("raw without filters", lambda: lzma.LZMADecompressor(lzma.FORMAT_RAW))
attempt("filters without raw", lambda: lzma.LZMADecompressor(filters=[]))
attempt("memlimit", lambda: lzma.decompress(lzma.compress(text), memlimit=1000))
attempt("memlimit type", lambda: lzma.LZMADecompressor(memlimit=1.5))
attempt("memlimit negative", lambda: lzma.LZMADecompressor(memlimit=-1))
attempt("too many", lambda: lzma.LZMADecompressor(1, 2, 3, 4))
attempt("keyword", lambda: lzma.LZMADecompressor(x=1))
attempt("not xz", lambda: lzma.decompress(b"hello world, this is not it", lzma.FORMAT_XZ))
attempt("not any", lambda: lzma.decompress(b"hello world, this is not it"))
attempt("empty", lambda: lzma.decompress(b""))
packed = lzma.compress(text)
attempt("truncated", lambda: lzma.decompress(packed[:100]))
attempt("garbage after", lambda: lzma.decompress(packed + b"garbage") == text)
attempt("two streams", lambda: lzma.decompress(packed + packed) == text + text)
bad = bytearray(packed)
bad[60] ^= 0xff
d = lzma.LZMADecompressor()
attempt("corrupt", lambda: d.decompress(bytes(bad)))
print(d.needs_input, d.eof)
attempt("corrupt again", lambda: d.decompress(bytes(bad)))
c = lzma.LZMACompressor()
head = c.compress(b"x")
head += c.flush()
print(lzma.decompress(head))
attempt("compress flushed", lambda: c.compress(b"x"))
attempt("flush twice", lambda: c.flush())
d = lzma.LZMADecompressor()
print(d.decompress(head + b"tail"), d.unused_data, d.eof, d.needs_input)
attempt("after the end", lambda: d.decompress(b""))
for obj in (c, d):
    attempt("pickle", lambda: pickle.dumps(obj))
    attempt("copy", lambda: copy.copy(obj))

# pieces and limits
for size in (1, 50, 10000):
    c = lzma.LZMACompressor(preset=1)
    got = b"".join(c.compress(text[i:i + size]) for i in range(0, len(text), size)) + c.flush()
    d = lzma.LZMADecompressor()
    out = b"".join(d.decompress(got[i:i + size]) for i in range(0, len(got), size) if not d.eof)
    print(size, got == lzma.compress(text, preset=1), out == text, d.eof)
d = lzma.LZMADecompressor()
steps, total, piece = [], b"", packed
while not d.eof:
    got = d.decompress(piece, max_length=9000)
    steps.append((len(got), d.needs_input, d.eof))
    total += got
    piece = b""
print(steps, total == text)
d = lzma.LZMADecompressor()
print(d.decompress(packed, 0), d.needs_input, len(d.decompress(b"")), d.needs_input)

path = os.path.join(tempfile.mkdtemp(), "t.xz")
with lzma.open(path, "w", preset=2) as f:
    f.write(text)
with lzma.open(path, "ab") as f:
    f.write(b"more")
with lzma.open(path) as f:
    print(f.readline(), f.tell(), f.seek(-4, 2), f.read(), f.seek(3), f.read(4))
attempt("mode", lambda: lzma.open(path, "q"))
attempt("preset on read", lambda: lzma.LZMAFile(path, preset=1))
attempt("check on read", lambda: lzma.LZMAFile(path, check=1))
print(issubclass(lzma.LZMAError, Exception), lzma.LZMAError, lzma.LZMAError.__module__)
print(lzma.LZMAFile(io.BytesIO(packed)).read() == text)
for name in ("eof", "needs_input", "unused_data", "nothing"):
    attempt(("set", name), lambda: setattr(d, name, 1))
    attempt(("del", name), lambda: delattr(d, name))
    attempt(name, lambda: getattr(type(d), name))
