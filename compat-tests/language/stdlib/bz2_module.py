# bz2: files, incremental objects, limits, errors.
import bz2
import copy
import io
import os
import pickle
import random
import tempfile
import threading

import _bz2


def attempt(label, f):
    try:
        print(label, f())
    except BaseException as e:
        print(label, type(e).__name__, e)


rng = random.Random(5)
text = b"".join(b"line %d of the text\n" % (i % 97) for i in range(4000))
noise = rng.randbytes(300000)

for level in (1, 5, 9):
    for data in (b"", b"x", text, noise):
        packed = bz2.compress(data, level)
        print(level, len(data), len(packed), packed[:4], bz2.decompress(packed) == data)

# incremental, with pieces of several sizes
for size in (1, 7, 1000, 100000):
    c = bz2.BZ2Compressor()
    packed = b"".join(c.compress(text[i:i + size]) for i in range(0, len(text), size)) + c.flush()
    d = bz2.BZ2Decompressor()
    out = b"".join(d.decompress(packed[i:i + size]) for i in range(0, len(packed), size) if not d.eof)
    print(size, packed == bz2.compress(text), out == text, d.eof, d.needs_input, d.unused_data)

# max_length
packed = bz2.compress(text)
d = bz2.BZ2Decompressor()
total = b""
steps = []
piece = packed
while not d.eof:
    got = d.decompress(piece, 7000)
    steps.append((len(got), d.needs_input, d.eof))
    total += got
    piece = b""
print(steps, total == text)
d = bz2.BZ2Decompressor()
print(d.decompress(packed, 0), d.needs_input, d.eof)
print(len(d.decompress(b"", -1)), d.needs_input, d.eof, d.unused_data)

d = bz2.BZ2Decompressor()
print(d.decompress(bz2.compress(b"one") + b"rest"), d.unused_data, d.eof)
attempt("after the end", lambda: d.decompress(b"x"))
print(bz2.decompress(bz2.compress(b"one") + bz2.compress(b"two")))
print(bz2.decompress(bz2.compress(b"one") + b"garbage"))

# errors
attempt("level 0", lambda: bz2.compress(b"", 0))
attempt("level 10", lambda: bz2.BZ2Compressor(10))
attempt("level str", lambda: bz2.BZ2Compressor("a"))
attempt("two args", lambda: bz2.BZ2Compressor(1, 2))
attempt("keyword", lambda: bz2.BZ2Compressor(compresslevel=2))
attempt("decompressor arg", lambda: bz2.BZ2Decompressor(1))
attempt("decompressor keyword", lambda: bz2.BZ2Decompressor(x=1))
attempt("text", lambda: bz2.compress("text"))
attempt("not bz2", lambda: bz2.decompress(b"hello world, this is not it"))
attempt("truncated", lambda: bz2.decompress(packed[:100]))
attempt("half", lambda: bz2.BZ2Decompressor().decompress(packed[:100]))
bad = bytearray(packed)
bad[60] ^= 0xff
d = bz2.BZ2Decompressor()
attempt("corrupt", lambda: d.decompress(bytes(bad)))
attempt("corrupt again", lambda: d.decompress(bytes(bad)))
print(d.needs_input, d.eof)
c = bz2.BZ2Compressor()
c.flush()
attempt("compress flushed", lambda: c.compress(b"x"))
attempt("flush twice", lambda: c.flush())
for obj in (c, d):
    attempt("pickle", lambda: pickle.dumps(obj))
    attempt("copy", lambda: copy.copy(obj))
attempt("no attribute", lambda: d.nothing)
print(_bz2.BZ2Compressor, type(c).__module__, bz2.BZ2Compressor is _bz2.BZ2Compressor)

# files
path = os.path.join(tempfile.mkdtemp(), "t.bz2")
with bz2.open(path, "wb", compresslevel=3) as f:
    print(f.write(text), f.writable(), f.readable(), f.seekable(), f.tell())
with bz2.open(path, "ab") as f:
    f.write(b"more")
with bz2.open(path) as f:
    print(f.readline(), f.peek(4)[:4], f.tell(), f.seek(-4, 2), f.read(), f.seek(5), f.read(6), f.read1(3))
with bz2.open(path, "rt", encoding="ascii", newline="") as f:
    print(sum(1 for _ in f))
attempt("mode", lambda: bz2.open(path, "q"))
attempt("text mode encoding", lambda: bz2.open(path, "rb", encoding="ascii"))
attempt("write on read", lambda: bz2.BZ2File(path).write(b"x"))
attempt("missing", lambda: bz2.open("no such.bz2"))
with open(path, "r+b") as f:
    f.truncate(50)
attempt("truncated file", lambda: bz2.open(path).read())
buffer = io.BytesIO()
with bz2.BZ2File(buffer, "w") as f:
    f.writelines([b"a\n", b"b\n"])
print(bz2.BZ2File(io.BytesIO(buffer.getvalue())).readlines())

# one object, several threads
d = bz2.BZ2Decompressor()
out = []
threads = [threading.Thread(target=lambda: out.append(len(bz2.decompress(packed)))) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(out)
for name in ("eof", "needs_input", "unused_data", "nothing"):
    attempt(("set", name), lambda: setattr(d, name, 1))
    attempt(("del", name), lambda: delattr(d, name))
    attempt(name, lambda: getattr(type(d), name))
