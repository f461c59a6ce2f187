# mmap: anonymous memory and files, the buffer protocol, access modes, errors.
import copy
import mmap
import os
import re
import weakref


def attempt(label, f):
    try:
        print(label, f())
    except BaseException as e:
        print(label, type(e).__name__, e)


m = mmap.mmap(-1, 5)
m[:] = b"hello"
for key in (0, -1, 4, 99, -6, "a", 1.5, slice(None), slice(None, None, 2), slice(4, 0, -1), slice(3, 1), 1 << 70, None):
    attempt(("get", key), lambda: m[key])
for key, value in ((0, 65), (0, b"a"), (0, 300), (0, -1), (0, 1 << 80), (99, 1), ("a", 1), (slice(0, 2), b"ab"), (slice(0, 2), b"abc"), (slice(0, 2), "ab"),
                   (slice(0, 5, 2), b"xyz"), (slice(0, 5, 2), bytearray(b"12")), (slice(9, 2), b"")):
    attempt(("set", key, value), lambda: m.__setitem__(key, value))
    print(m[:])
for key in (0, slice(0, 1), "a"):
    attempt(("del", key), lambda: m.__delitem__(key))
print(list(m), b"y" in m, 121 in m, len(m), m, weakref.ref(m)() is m, m == m, m.__sizeof__())


def views():
    print(re.search(b"y.z", m), bytes(memoryview(m)), memoryview(m).readonly, memoryview(m).format)


views()

for call in ("seek(3)", "read(None)", "read('a')", "read(1.5)", "tell()", "read_byte()", "write_byte(1)", "seek(0)", "write_byte(300)", "write_byte(-1)", "write_byte('a')",
             "write_byte(66)", "write(b'toolong')", "write('a')", "write(b'ab')", "write(bytearray(b'c'))", "tell()", "seek(-2, 2)", "read(1)", "seek(-2, 1)", "tell()", "seek(1, 1)",
             "read(-5)", "seek(0, 9)", "seek(-1)", "seek(6)", "seek(5)", "seek(1 << 70)", "find('a')", "find()", "find(b'a', 0, 1, 2)", "find(b'z')", "find(b'z', 0)", "find(b'z', -1)",
             "rfind(b'', 0)", "rfind(b'z', 0)", "rfind(b'a', 0, 1)", "find(b'', 9)", "size()", "move(0, 1, 2)", "move(0, 1, 9)", "move(-1, 0, 1)", "move(0, 0)", "flush()", "flush(1, 2)",
             "flush(5, 1 << 20)", "flush(-1)", "madvise(mmap.MADV_NORMAL)", "madvise(99)", "madvise(4, 1 << 30)", "madvise(4, -1)", "madvise(4, 0, -1)", "madvise(4, 1, 5)", "madvise(4, 0, 2)",
             "resize(-1)", "resize(8192)", "size()", "resize(0)", "read_byte(1)", "readline(1)", "tell(1)", "close(1)", "closed"):
    attempt(call, lambda: eval("m." + call))
print(len(m), m[:6])

v = memoryview(m)
attempt("close exported", m.close)
attempt("resize exported", lambda: m.resize(1))
v[0:2] = b"!!"
print(m[:3], v.nbytes)
v.release()
with m as same:
    print(same is m, m.closed)
print(m.closed, m)
for call in ("read()", "read_byte()", "readline()", "write(b'x')", "write_byte(1)", "seek(0)", "tell()", "find(b'')", "rfind(b'')", "size()", "resize(1)", "flush()", "move(0, 0, 0)",
             "madvise(4)", "__enter__()", "__len__()", "__getitem__(0)", "__setitem__(0, 1)", "close()", "__exit__(None, None, None)", "closed"):
    attempt("closed " + call, lambda: eval("m." + call))
attempt("view of closed", lambda: memoryview(m))
attempt("in closed", lambda: b"x" in m)

for args, kwargs in (((-1, -5), {}), ((-1, 0), {}), ((-1, 5), {"offset": -1}), ((99, 5), {}), ((-1, 5), {"access": 9}), ((-1, 5), {"access": 1, "prot": 1}), ((), {}), (("a", 5), {}),
                     ((-1, 5), {"tagname": "x"}), ((-1, "a"), {}), ((-1, 1 << 62), {}), ((-2, 5), {}), ((-1, 1 << 70), {}), ((1 << 40, 5), {}), ((-1, 5), {"offset": 1 << 70}),
                     ((-1, 5, 0.5), {}), ((-1,), {}), ((1, 2, 3, 4, 5, 6, 7), {}), ((-1, 5), {"fileno": 3})):
    attempt((args, kwargs), lambda: mmap.mmap(*args, **kwargs))

for access in (mmap.ACCESS_READ, mmap.ACCESS_COPY, mmap.ACCESS_WRITE):
    r = mmap.mmap(-1, 5, access=access)
    for call in ("write(b'a')", "__setitem__(0, 1)", "resize(5)", "move(0, 1, 2)", "flush()", "write_byte(1)", "__repr__()", "__setitem__('a', 1)"):
        attempt((access, call), lambda: eval("r." + call))
    print(memoryview(r).readonly)
    attempt("readinto", lambda: open("/dev/zero", "rb").readinto(r))

with open("data", "wb") as f:
    f.write(b"line1\nline2\nrest" * 600)
with open("data", "r+b") as f:
    fd = f.fileno()
    for args, kwargs in (((fd, 0), {}), ((fd, 1 << 20), {}), ((fd, 0), {"offset": 4096}), ((fd, 0), {"offset": 1}), ((fd, 0), {"offset": 12288}), ((fd, 10), {"offset": 12288}),
                         ((fd, 10), {"prot": mmap.PROT_READ}), ((fd, 10), {"prot": mmap.PROT_WRITE}), ((fd, 10), {"flags": mmap.MAP_PRIVATE}), ((fd, 9600), {"access": mmap.ACCESS_COPY})):
        attempt((args[1], kwargs), lambda: mmap.mmap(*args, **kwargs))
    m = mmap.mmap(fd, 0)
    print([m.readline() for _ in range(3)], m.rfind(b"line1"), m.find(b"line1", -20), m.find(b"line1", -20, -5), m.size())
    c = mmap.mmap(fd, 0, access=mmap.ACCESS_COPY)
    c[:4] = b"COPY"
    m[4:5] = b"#"
    m.flush()
    f.seek(0)
    print(f.read(6), c[:6])
    m.resize(10)
    print(m[:], m.size(), m.tell(), os.stat("data").st_size)
    for call in ("read(3)", "read_byte()", "write(b'x')", "readline()", "rfind(b'l')", "find(b'l', 0)"):
        attempt(call, lambda: eval("m." + call))
    m.close()
    c.close()
os.unlink("data")
with open("empty", "w+b") as f:
    attempt("empty", lambda: mmap.mmap(f.fileno(), 0))
    attempt("empty 5", lambda: mmap.mmap(f.fileno(), 5))

big = mmap.mmap(-1, 1 << 24)
big[1 << 23] = 1
print(big.find(b"\1"), big.rfind(b"\1", 0), big.rfind(b"\0\1\0", 0), big.find(b"\2"))


class Sub(mmap.mmap):
    def __init__(self, *args):
        print("init", args)


s = Sub(-1, 5)
s.x = 1
print(s.x, s, s[0])
attempt("copy", lambda: copy.copy(big))
print(mmap.error is OSError, mmap.PAGESIZE == mmap.ALLOCATIONGRANULARITY, mmap.MAP_ANON, mmap.mmap.__module__)
child = os.fork()
if child == 0:
    big[5] = 7
    os._exit(0)
os.waitpid(child, 0)
print(big[5])
