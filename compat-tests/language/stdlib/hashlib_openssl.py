# _hashlib and what hashlib and hmac make of it: names, digests, HMAC, key derivation, errors.
import _hashlib as h
import copy
import hashlib
import hmac
import io
import pickle
import threading
import warnings

warnings.simplefilter("ignore")


def attempt(label, f):
    try:
        print(label, f())
    except BaseException as e:
        print(label, type(e).__name__, e)


def plain(o):
    text = repr(o)
    return text[:text.index("0x")] if "0x" in text else text


print(sorted(h.openssl_md_meth_names), sorted(hashlib.algorithms_available), sorted(hashlib.algorithms_guaranteed))
print(h._constructors, h.get_fips_mode(), h.UnsupportedDigestmodError.__mro__)
for name in sorted(h.openssl_md_meth_names):
    o = h.new(name, b"abc")
    size = (20,) if o.digest_size == 0 else ()
    print(name, o.name, o.digest_size, o.block_size, o.hexdigest(*size), plain(o), type(o).__name__)
for name in ("SHA256", "sha2-256", "sha3-256", "rmd160", "SHAKE-128", "blake2b512", "sha512-256", "SHA2-512/256", "null", "md4", "xx", "", 5, None, b"md5"):
    attempt(("_hashlib.new", name), lambda: h.new(name).name)
    attempt(("hashlib.new", name), lambda: hashlib.new(name).name)
for args, kwargs in (((), {}), (("sha256", "a"), {}), (("sha256", 5), {}), (("md5",), {"usedforsecurity": False}), (("sha256", b"a"), {"string": b"b"}), (("sha256",), {"string": b"b"}),
                     (("sha256", b"a", True), {}), (("sha256",), {"x": 1})):
    attempt((args, kwargs), lambda: h.new(*args, **kwargs).hexdigest())

x = hashlib.shake_128(b"data")
for args in ((5,), (0,), (), (-1,), (1 << 40,), ("a",), (300,)):
    attempt(("shake", args), lambda: x.hexdigest(*args))
    attempt(("shake", args), lambda: len(x.digest(*args)))
print(x.digest_size, x.block_size, x.name, type(x).__mro__, x.digest(length=3), x.copy().digest(3))

o = hashlib.sha256(b"abc")
for call in ("update('x')", "update(5)", "update()", "update(b'a', b'b')", "digest(1)", "foo", "update(memoryview(b'abcdef')[::2])", "update(memoryview(bytearray(b'xy')))", "hexdigest()", "digest()",
             "name", "digest_size", "block_size", "copy(1)"):
    attempt(call, lambda: eval("o." + call))
c = o.copy()
c.update(b"more")
print(o.hexdigest() != c.hexdigest(), o == o, plain(o), plain(hashlib.sha256), hashlib.sha256.__name__, type(o), type(o).__mro__)
attempt("set", lambda: setattr(o, "name", 1))
attempt("type", lambda: type(o)())
attempt("copy", lambda: copy.copy(o))
attempt("pickle", lambda: pickle.dumps(o))
for args, kwargs in (((), {}), ((b"a",), {}), ((), {"string": b"a"}), ((), {"data": b"a"}), ((b"a", b"b"), {}), (("a",), {}), ((None,), {}), ((b"a",), {"usedforsecurity": False})):
    attempt((args, kwargs), lambda: hashlib.sha256(*args, **kwargs).hexdigest())
big = bytes(range(256)) * 10000
results = []
shared = hashlib.sha512()
threads = [threading.Thread(target=lambda: (results.append(hashlib.sha1(big).hexdigest()), shared.update(big))) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(set(results)), results[0], shared.hexdigest() == hashlib.sha512(big * 4).hexdigest())

# HMAC
k = hmac.new(b"key", b"msg", "sha256")
print(plain(k), plain(k._hmac), k.name, k.digest_size, k.block_size, k.hexdigest(), plain(k.copy()))
d = k.copy()
d.update(b"more")
print(d.hexdigest(), k.hexdigest(), hmac.new(b"key", b"msgmore", "sha256").digest() == d.digest())
for key in (b"", b"k" * 200, bytearray(b"abc")):
    for mode in ("md5", "sha1", "sha512", "sha3_256", "blake2b", "ripemd160", hashlib.sha224):
        attempt((key[:3], plain(mode)), lambda: hmac.new(key, b"message", mode).hexdigest())
        attempt((key[:3], plain(mode)), lambda: hmac.digest(key, b"message", mode).hex())
for args in ((b"k", b"m"), (b"k", b"m", "xx"), ("k", b"m", "md5"), (b"k", "m", "md5"), (b"k", b"m", "shake_128"), (b"k", None, "md5")):
    attempt(("hmac.new", args), lambda: hmac.new(*args).hexdigest())
    attempt(("hmac_new", args), lambda: h.hmac_new(*args).hexdigest() if args[1] is not None else None)
    attempt(("hmac_digest", args), lambda: h.hmac_digest(*args).hex())
for mode in (5, len, hashlib.sha256, hashlib.blake2b, b"md5", []):
    attempt(("digestmod", plain(mode)), lambda: h.hmac_new(b"k", b"m", mode).name)
    attempt(("digest", plain(mode)), lambda: h.hmac_digest(b"k", b"m", mode).hex())
kk = h.hmac_new(b"k", b"m", "sha256")
for call in ("update('a')", "update(5)", "update(msg=b'x')", "update()", "hexdigest()", "name", "digest_size", "block_size", "digest(1)"):
    attempt(call, lambda: eval("kk." + call))
attempt("type", lambda: type(kk)())
attempt("copy", lambda: copy.copy(kk))

# PBKDF2
for args, kwargs in ((("sha256", b"p", b"s", 1), {}), (("sha1", b"password", b"salt", 4096), {}), (("xx", b"p", b"s", 1), {}), (("sha256", b"p", b"s", 0), {}), (("sha256", b"p", b"s", -1), {}),
                     (("sha256", b"p", b"s", 1, 0), {}), (("sha256", b"p", b"s", 1, -1), {}), (("sha256", b"p", b"s", 1, None), {}), (("sha256", "p", b"s", 1), {}), ((5, b"p", b"s", 1), {}),
                     (("sha256", b"p", b"s", 1), {"dklen": 70}), (("sha256", b"p", b"s", 1 << 40), {}), (("sha256", b"p", b"s", 1, 1 << 40), {}), (("sha256", b"", b"", 2, 5), {}),
                     (("ripemd160", b"p", b"s", 3), {}), (("shake_128", b"p", b"s", 3), {}), (("blake2b", b"p", b"s", 3), {}), (("sha256", b"p", b"s", "a"), {}), (("sha256", b"p"), {"salt": b"s"}),
                     (("sha256", b"p", b"s", 1.5), {}), (("sha256", b"p", b"s", 1, "x"), {}), (("sha256", bytearray(b"p"), bytearray(b"s"), 2), {})):
    attempt((args, kwargs), lambda: hashlib.pbkdf2_hmac(*args, **kwargs).hex())

# scrypt
base = {"salt": b"s", "n": 16, "r": 8, "p": 1}
for change in ({}, {"n": 15}, {"n": 1}, {"n": "a"}, {"n": -1}, {"n": None}, {"r": 0}, {"r": -1}, {"r": "a"}, {"p": 0}, {"p": 2}, {"p": "a"}, {"salt": "s"}, {"salt": None}, {"dklen": 0}, {"dklen": 10},
               {"dklen": 1 << 40}, {"maxmem": -1}, {"maxmem": 1 << 40}, {"n": 1 << 20}, {"n": 1 << 14, "maxmem": 1 << 25, "dklen": 10}, {"n": 1 << 14, "maxmem": 1 << 20}):
    attempt(change, lambda: hashlib.scrypt(b"password", **dict(base, **change)).hex())
for missing in base:
    attempt(("without", missing), lambda: hashlib.scrypt(b"p", **{k: v for k, v in base.items() if k != missing}).hex())
attempt("none", lambda: hashlib.scrypt())
attempt("positional", lambda: hashlib.scrypt(b"p", b"s"))
attempt("text", lambda: hashlib.scrypt("p", **base))

for a, b in (("a", "a"), ("a", "b"), (b"a", bytearray(b"a")), (b"a", b"ab"), ("a", b"a"), (b"a", "a"), ("\xe9", "a"), (5, 5), (b"a", 5), (5, b"a")):
    attempt((a, b), lambda: hmac.compare_digest(a, b))
print(hashlib.file_digest(io.BytesIO(b"abc" * 200000), "sha256").hexdigest(), hashlib.file_digest(io.BytesIO(b"abc"), hashlib.md5).hexdigest())
with open("text", "w+") as f:
    attempt("text file", lambda: hashlib.file_digest(f, "md5") and None)
attempt("no file", lambda: hashlib.file_digest(5, "md5"))
with open("text", "rb") as f:
    print(hashlib.file_digest(f, lambda: hashlib.blake2s(digest_size=5)).hexdigest())

# the modules that hashlib falls back on
import _blake2
import _md5
import _sha1
import _sha256
import _sha3
import _sha512

for cls, sizes in ((_sha3.sha3_224, ()), (_sha3.sha3_256, ()), (_sha3.sha3_384, ()), (_sha3.sha3_512, ()), (_sha3.shake_128, (7,)), (_sha3.shake_256, (7,))):
    o = cls(b"abc" * 100)
    print(cls, o.name, o.digest_size, o.block_size, o._capacity_bits, o._rate_bits, o._suffix, o.hexdigest(*sizes), o.copy().digest(*sizes) == o.digest(*sizes))
for label, f in (("neg", lambda: _sha3.shake_128().digest(-1)), ("big", lambda: _sha3.shake_128().digest(1 << 29)), ("huge", lambda: _sha3.shake_128().hexdigest(1 << 40)), ("text", lambda: _sha3.sha3_256("a")),
                 ("int", lambda: _sha3.sha3_256(5)), ("digest", lambda: _sha3.sha3_256().digest(5)), ("shake", lambda: _sha3.shake_128().digest()), ("stride", lambda: _md5.md5(memoryview(b"abcd")[::2]))):
    attempt(label, f)
for f in (_md5.md5, _sha1.sha1, _sha256.sha224, _sha256.sha256, _sha512.sha384, _sha512.sha512):
    print(f.__name__, f(b"abc").hexdigest(), f(string=b"x", usedforsecurity=False).name, f().block_size)
for k, v in (("digest_size", 0), ("digest_size", 65), ("digest_size", "a"), ("digest_size", 5), ("key", b"k" * 65), ("key", "a"), ("key", b"k"), ("salt", b"s" * 17), ("salt", b"s"), ("person", b"p" * 17),
             ("fanout", -1), ("fanout", 256), ("depth", 0), ("depth", 256), ("leaf_size", -1), ("leaf_size", 1 << 32), ("leaf_size", "a"), ("leaf_size", 7), ("node_offset", -1), ("node_offset", 1 << 64),
             ("node_offset", 1 << 63), ("node_depth", -1), ("node_depth", 256), ("inner_size", -1), ("inner_size", 65), ("last_node", 5), ("usedforsecurity", 5), ("x", 1), ("fanout", 1 << 40)):
    for cls in (_blake2.blake2b, _blake2.blake2s):
        attempt((k, v), lambda: cls(b"a", **{k: v}).hexdigest())
attempt("base", lambda: type("Sub", (_blake2.blake2b,), {}))
