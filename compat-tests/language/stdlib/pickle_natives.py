# _pickle: the bytes that CPython writes, malformed pickles, memos, hooks, buffers, errors.
import _pickle
import array
import collections
import copyreg
import datetime
import decimal
import enum
import fractions
import functools
import io
import operator
import pickle
import sys
import types


def attempt(label, f):
    try:
        print(ascii(label), ascii(f()))
    except BaseException as e:
        print(ascii(label), type(e).__module__, type(e).__name__, ascii(str(e)))


MALFORMED = [b"", b"\x80", b"\x80\x04", b"I1", b"I1\n", b"Ix\n.", b"I\n.", b"F\n.", b"F1\n.", b"Lx\n.", b"L5L\n.", b"L5\n.", b"I12345678901234567890\n.", b"\x8a\x01", b"\x8a\x00.", b"\x8b\xff\xff\xff\xff.", b"S1\n.",
             b"S'\n.", b"S'a'\n.", b"S\"a\\n\\x41\"\n.", b".", b"0.", b"(.", b"(0.", b"((1.", b"1.", b"2.", b"a.", b"]a.", b"](a.", b"Na.", b"(e.", b"]NNs.", b"}N(s.", b"}(Nu.", b"(Nd.", b"Nb.",
             b"NNb.", b"NNR.", b"N)R.", b"N)\x81.", b"NN\x81.", b"cos\nsystemx\n.", b"cnomod\nx\n.", b"\x80\x04\x8c\x02os\x8c\x04nope\x93.", b"\x80\x04\x8c\x02os\x8c\npath.nopex\x93.", b"NN\x93.", b"Px\n.",
             b"NQ.", b"\x80\x06.", b"\x82\x00.", b"\x82\x05.", b"\x84\x00\x00\x00\x80.", b"g0\n.", b"gx\n.", b"h\x00.", b"j\x00\x00\x00\x00.", b"p0\n.", b"Np-1\n.", b"Npx\n.", b"q\x00.", b"\x94.", b"\x97.",
             b"\x98.", b"N\x98.", b"x.", b"\xff.", b"'.", b"\x95\x05\x00\x00\x00\x00\x00\x00\x00N.", b"\x95\xff\xff\xff\xff\xff\xff\xff\xffN.", b"\x8e\xff\xff\xff\xff\xff\xff\xff\xff.", b"(o.", b"(NNo.",
             b"ios\nx\n.", b"(ios\nx\n.", b"(cbuiltins\nlist\no.", b"Va\\u12\n.", b"Va\\u00e9\n.", b"X\x01\x00\x00\x00\xff.", b"X\x03\x00\x00\x00\xed\xa0\x80.", b"\x8f(NN\x90.", b"N(N\x90.", b"\x91.",
             b"(N\x91.", b"(N]\x91.", b")\x85.", b"\x85.", b"N\x86.", b"c__builtin__\nunicode\n.", b"\x80\x03cbuiltins\nint\nI1\n\x85R.", b"cbuiltins\nint.x\n.", b"N\x92.", b"cbuiltins\nint\nNN\x92.",
             b"cbuiltins\nint\n)N\x92.", b"cbuiltins\nint\n)}\x92.", b"cbuiltins\nlen\n)}\x92.", b"cbuiltins\nlen\n)\x81.", b"K\x01K\x02.", b"G\x00", b"B\x05\x00\x00\x00ab.", b"U\x03abc.", b"T\x03\x00\x00\x00a\xe9c.",
             b"I00\n.", b"I01\n.", b"J\xff\xff\xff\xff.", b"M\xff\xff.", b"Nq\x05h\x05.", b"(lp0\nI1\nag0\na.", b"(dI1\nI2\ns."]
for data in MALFORMED:
    attempt(data, lambda: pickle.loads(data))
    attempt(data, lambda: pickle.load(io.BytesIO(data)))


class Plain:
    def __init__(self, **kw):
        self.__dict__.update(kw)

    def __eq__(self, other):
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __repr__(self):
        return "%s(%r)" % (type(self).__name__, self.__dict__)

    class Inner:
        pass


class Slots:
    __slots__ = ("a", "b")

    def __init__(self, a):
        self.a = a

    def __eq__(self, other):
        return self.a == other.a


class State(Plain):
    def __getstate__(self):
        return ("state", sorted(self.__dict__))

    def __setstate__(self, state):
        self.restored = state


class NewArgs(int):
    def __new__(cls, value, extra):
        self = int.__new__(cls, value)
        self.extra = extra
        return self

    def __getnewargs__(self):
        return int(self), self.extra


class NewArgsEx:
    def __new__(cls, *args, key):
        self = object.__new__(cls)
        self.args = args, key
        return self

    def __getnewargs_ex__(self):
        return self.args[0], {"key": self.args[1]}

    def __eq__(self, other):
        return self.args == other.args


class Reduced:
    def __init__(self, *args):
        self.args = args
        self.items = []
        self.pairs = {}

    def __reduce__(self):
        return Reduced, self.args, {"note": 1}, iter([1, 2, 3]), iter([("k", 5)])

    def append(self, x):
        self.items.append(x)

    def __setitem__(self, k, v):
        self.pairs[k] = v

    def __eq__(self, other):
        return True


def restore(obj, state):
    obj.restored = state


class WithSetter:
    def __reduce__(self):
        return WithSetter, (), {"a": 1}, None, None, restore

    def __eq__(self, other):
        return True


class Named:
    def __reduce__(self):
        return "NAMED"


NAMED = Named()


class Color(enum.Enum):
    RED = 1


class MyList(list):
    pass


class MyDict(dict):
    pass


Point = collections.namedtuple("Point", "x y")
recursive_list = []
recursive_list.append(recursive_list)
recursive_dict = {}
recursive_dict[1] = recursive_dict
recursive_tuple = ([],)
recursive_tuple[0].append(recursive_tuple)
recursive_object = Plain()
recursive_object.me = recursive_object
shared = ["x" * 5]
VALUES = [None, True, False, 0, 1, -1, 255, 256, 65535, 65536, 2 ** 31 - 1, 2 ** 31, -2 ** 31, -2 ** 31 - 1, 2 ** 63, -2 ** 63, 10 ** 40, -10 ** 40, 1 << 2100, 0.0, 1.5, -0.0, 1e300, float("inf"),
          "", "a", "\u00e9\u20ac", "\U0001f600", "\ud800", "a\nb\\c\r\x00\x1a", "x" * 300, b"", b"a", b"\xff\x00\n", b"y" * 300, bytearray(), bytearray(b"ab"), (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], [1],
          [1, 2], list(range(1500)), {}, {"a": 1}, {"a": 1, "b": 2}, dict.fromkeys(range(1200)), set(), {1}, frozenset(), frozenset([1]), set(range(1100)), 1j, range(5), slice(1, 2, 3), Ellipsis, NotImplemented,
          type(None), type(Ellipsis), type(NotImplemented), int, len, str.upper, "".join, [].append, str.maketrans, dict.fromkeys, Plain, Plain.Inner, Plain(a=1, b=[2]), Slots(5), State(x=1), NewArgs(5, "e"),
          NewArgsEx(1, 2, key=3), Reduced(1), WithSetter(), NAMED, Color.RED, MyList([1, 2]), MyDict(a=1), Point(1, 2), collections.OrderedDict(a=1), collections.deque([1], 3), collections.Counter("aab"),
          collections.defaultdict(list, a=[1]), array.array("i", [1, 2]), datetime.date(2024, 2, 29), decimal.Decimal("1.5"), fractions.Fraction(1, 3), functools.partial(int, base=2), operator.itemgetter(1),
          ValueError("x", 1), KeyError("k"), OSError(2, "m"), types.SimpleNamespace(a=1), iter([1, 2]), [shared, shared], recursive_list, recursive_dict, recursive_tuple, recursive_object, sys.float_info]
for number, value in enumerate(VALUES):
    for proto in range(6):
        try:
            data = pickle.dumps(value, proto)
        except BaseException as e:
            print(number, proto, type(e).__name__, ascii(str(e)))
            continue
        try:
            back = pickle.loads(data)
            same = type(back) is type(value) and (number > len(VALUES) - 7 or isinstance(value, (BaseException, float, functools.partial, operator.itemgetter)) or type(value).__name__ == "list_iterator" or back == value)
        except BaseException as e:
            same = type(e).__name__, ascii(str(e))
        print(number, proto, len(data), same, data if len(data) < 400 else sum(data))

# what cannot be pickled
for label, value in (("lambda", lambda: 1), ("local", attempt), ("generator", (i for i in [])), ("module", sys), ("frame", sys._getframe()), ("local class", (lambda: type("L", (), {}))())):
    if label != "local":
        for proto in (0, 2, 4):
            try:
                pickle.dumps(value, proto)
            except BaseException as e:
                print(label, proto, type(e).__name__, ascii(str(e)).split(" at 0x")[0])


def local():
    class Local:
        pass
    return Local


attempt("local class", lambda: pickle.dumps(local()))
attempt("local instance", lambda: pickle.dumps(local()()))


class Bad:
    def __init__(self, value):
        self.value = value

    def __reduce__(self):
        return self.value


for value in (5, (), (1,), (1, 2), (int, 5), (int, (), None, 5), (int, (), None, None, 5), (int, (), None, None, None, 5), (int, (), 1, 2, 3, 4, 5), None, "nothing", (copyreg.__newobj__, ()), (copyreg.__newobj__, (5,)),
              (copyreg.__newobj__, (int,)), (copyreg.__newobj_ex__, (int,)), (copyreg.__newobj_ex__, (5, (), {})), (copyreg.__newobj_ex__, (int, 5, {})), (copyreg.__newobj_ex__, (int, (), 5)), (int, (), None, None, iter([5]))):
    for proto in (0, 2, 4):
        try:
            print(proto, pickle.dumps(Bad(value), proto))
        except BaseException as e:
            print(ascii(value).split("0x")[0], proto, type(e).__module__, type(e).__name__, ascii(str(e)).split("0x")[0])

# picklers
for args in ((5,), (), (io.BytesIO(), 6), (io.BytesIO(), "a"), (io.BytesIO(), -1), (io.BytesIO(), 4, True, print), (io.BytesIO(), 1, 2, 3, 4)):
    attempt(len(args), lambda: type(pickle.Pickler(*args)).__name__)
attempt("no init", lambda: type("P", (pickle.Pickler,), {"__init__": lambda self: None})().dump(1))
attempt("no init", lambda: type("U", (pickle.Unpickler,), {"__init__": lambda self: None})().load())
attempt("unpickler", lambda: pickle.Unpickler(5))
attempt("dump", lambda: pickle.dump(1, 5))
attempt("load", lambda: pickle.load(5))
attempt("loads", lambda: pickle.loads("text"))
attempt("dumps", lambda: pickle.dumps())
f = io.BytesIO()
p = pickle.Pickler(f, 2)
print(p.bin, p.fast, type(p.memo).__name__, p.memo.copy())
x = ["item"]
p.dump(x)
p.dump(x)
print(f.getvalue(), sorted((i, o) for i, o in p.memo.copy().values()))
p.clear_memo()
p.dump(x)
print(f.getvalue())
attempt("memo", lambda: setattr(p, "memo", 5))
attempt("memo", lambda: setattr(p, "memo", {1: 2}))
attempt("memo", lambda: delattr(p, "memo"))
p.memo = p.memo
attempt("persistent_id", lambda: p.persistent_id)
attempt("persistent_id", lambda: setattr(p, "persistent_id", 5))
attempt("dispatch_table", lambda: p.dispatch_table)
attempt("dispatch_table", lambda: delattr(p, "dispatch_table"))
attempt("fast", lambda: setattr(p, "fast", "x"))
p.fast = 1
p.dump([x, x])
print(f.getvalue()[-30:])
try:
    p.dump(recursive_list)
except ValueError as e:
    print(str(e).split("0x")[0])
f.seek(0)
u = pickle.Unpickler(f)
print(u.load(), u.load(), u.load(), type(u.memo).__name__, u.memo.copy())
attempt("memo", lambda: setattr(u, "memo", {"a": 1}))
attempt("memo", lambda: setattr(u, "memo", {-1: 1}))
attempt("memo", lambda: setattr(u, "memo", 5))
attempt("persistent_load", lambda: u.persistent_load)
attempt("persistent_load", lambda: setattr(u, "persistent_load", 5))


class PersistentPickler(pickle.Pickler):
    def persistent_id(self, obj):
        if isinstance(obj, Plain):
            return ("plain", obj.a)


class PersistentUnpickler(pickle.Unpickler):
    def persistent_load(self, pid):
        return "loaded %r" % (pid,)


for proto in range(6):
    f = io.BytesIO()
    PersistentPickler(f, proto).dump([Plain(a=1), 5])
    print(proto, f.getvalue(), PersistentUnpickler(io.BytesIO(f.getvalue())).load())
f = io.BytesIO()
p = pickle.Pickler(f, 0)
p.persistent_id = lambda o: "\u00e9" if o == 5 else None
attempt("non-ascii id", lambda: p.dump(5))


class Finder(pickle.Unpickler):
    def find_class(self, module, name):
        print("find", module, name)
        return super().find_class(module, name)


for proto in (0, 2, 4):
    print(Finder(io.BytesIO(pickle.dumps([Plain(a=1), collections.OrderedDict(), len], proto))).load())
attempt("find_class", lambda: pickle.Unpickler(io.BytesIO()).find_class("os", "nope"))
attempt("find_class", lambda: pickle.Unpickler(io.BytesIO()).find_class("__builtin__", "xrange"))
attempt("find_class", lambda: pickle.Unpickler(io.BytesIO(), fix_imports=False).find_class("__builtin__", "xrange"))


class Dispatching(pickle.Pickler):
    dispatch_table = {Plain: lambda o: (str, ("dispatched",))}


class Overriding(pickle.Pickler):
    def reducer_override(self, obj):
        if obj is Plain:
            return str, ("the class",)
        if isinstance(obj, Plain):
            return str, ("overridden",)
        return NotImplemented


for cls in (Dispatching, Overriding):
    f = io.BytesIO()
    cls(f).dump([Plain(a=1), Plain, Slots])
    print(cls.__name__, pickle.loads(f.getvalue()))
copyreg.pickle(Slots, lambda o: (Slots, (o.a + 1,)))
print(pickle.loads(pickle.dumps(Slots(1))).a)
copyreg.add_extension(__name__, "Plain", 300)
for proto in (1, 2, 4):
    print(proto, pickle.dumps(Plain, proto), pickle.loads(pickle.dumps(Plain, proto)) is Plain)
copyreg.remove_extension(__name__, "Plain", 300)

# Python 2's strings
for encoding in ("ASCII", "latin-1", "bytes", "utf-8"):
    for errors in ("strict", "replace"):
        attempt((encoding, errors), lambda: pickle.loads(b"\x80\x02U\x03a\xe9b.", encoding=encoding, errors=errors))

# large things, in frames
for size in (60000, 65535, 65536, 200000):
    for proto in (3, 4, 5):
        for value in ("s" * size, b"b" * size, bytearray(size), [bytes(100)] * 3 + [b"q" * size, 5]):
            data = pickle.dumps(value, proto)
            f = io.BytesIO()
            sizes = []
            file = types.SimpleNamespace(write=lambda b: sizes.append(len(b)))
            pickle.dump(value, file, proto)
            print(size, proto, len(data), data[:20], data[-8:], sizes, pickle.loads(data) == value)
data = pickle.dumps([str(i) for i in range(30000)])
print(len(data), data[:12], pickle.loads(data)[-1])


class Reader:
    def __init__(self, data):
        self.f = io.BytesIO(data)
        self.calls = []

    def read(self, n):
        self.calls.append(n)
        return self.f.read(n)

    def readline(self):
        self.calls.append("line")
        return self.f.readline()


class Peeker(Reader):
    def peek(self, n):
        self.calls.append(("peek", n))
        return self.f.getvalue()[self.f.tell():]


for cls in (Reader, Peeker):
    for proto in (0, 4):
        r = cls(pickle.dumps([1, "two", b"3"], proto) + b"rest")
        print(cls.__name__, pickle.load(r), r.f.read(), r.calls)
for what in ([], 5, "x", None):
    class Odd(Reader):
        def read(self, n):
            return what
    attempt(("read", what), lambda: pickle.load(Odd(b"")))

# out-of-band buffers
b = pickle.PickleBuffer(bytearray(b"hello"))
for proto in (4, 5):
    attempt(proto, lambda: pickle.dumps(b, proto))
buffers = []
data = pickle.dumps([b, b"small", pickle.PickleBuffer(b"ro")], 5, buffer_callback=buffers.append)
print(data, [bytes(x.raw()) for x in buffers], [bytes(x) for x in pickle.loads(data, buffers=buffers)])
attempt("none", lambda: pickle.loads(data))
attempt("few", lambda: pickle.loads(data, buffers=[b"x"]))
attempt("bad", lambda: pickle.loads(data, buffers=5))
attempt("in band", lambda: pickle.dumps(b, 5, buffer_callback=lambda x: True))
attempt("strided", lambda: pickle.dumps(pickle.PickleBuffer(memoryview(b"abcdef")[::2]), 5))
attempt("strided", lambda: pickle.PickleBuffer(memoryview(b"abcdef")[::2]).raw())
attempt("type", lambda: pickle.PickleBuffer(5))
attempt("type", lambda: pickle.PickleBuffer())
print(bytes(b.raw()), bytes(b), b.raw().readonly, memoryview(b).obj)
b.release()
b.release()
attempt("released", lambda: b.raw())
attempt("released", lambda: bytes(b))
attempt("released", lambda: pickle.dumps(b, 5))

deep = []
for i in range(100000):
    deep = [deep]
attempt("deep", lambda: pickle.dumps(deep))
attempt("deep pickle", lambda: len(str(type(pickle.loads(b"]" * 50000 + b"a" * 49999 + b".")))))
print(pickle.PicklingError.__mro__, pickle.UnpicklingError, pickle.PickleError is _pickle.PickleError)
d = {}
d[0] = 1


class Changes:
    def __reduce__(self):
        d[len(d)] = 1
        return int, ()


d[1] = Changes()
attempt("changing dict", lambda: pickle.dumps(d))
sys.stdout.flush()
