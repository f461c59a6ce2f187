# _json: the scanner and the encoder themselves, and the corners of json.
import _json
import collections
import enum
import json
import random
import sys


def attempt(label, f):
    try:
        print(ascii(label), ascii(f()))
    except BaseException as e:
        print(ascii(label), type(e).__name__, ascii(str(e)), getattr(e, "pos", None))


for text in ("", " ", "nul", "null", "nullx", "true", "tru", "false", "NaN", "Infinity", "-Infinity", "-Infinit", "-", "-1", "0", "00", "01", "-0", "1.", "1.5", "1.5e", "1e5", "1E+5", "1e-5", "1e+", "1.e5",
             "-x", "--1", "1" * 30, "1" * 17, "-" + "9" * 18, "9" * 19, "1.7976931348623157e309", "1e-400", "0.1", "123456789.123456789", "\u0663", "1\u0663", "{", "{}", "{ }", "{\"a\"", "{\"a\":", "{\"a\":1",
             "{\"a\":1,", "{\"a\":1,}", "{a:1}", "{\"a\" 1}", "{\"a\":1 \"b\":2}", "{,}", "[", "[]", "[ ]", "[1", "[1,", "[1,]", "[,]", "[1 2]", "[1,2]x", " [ 1 , 2 ] ", "\"abc", "\"a\\", "\"\\u12\"", "\"\\u00e9\"",
             "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "\"\\ud83d\\u0041\"", "\"\\ud83dx\"", "\"\\ude00\\ud83d\"", "\"\\x\"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"a\nb\"", "\"\x00\"", "\"\x1f\"", "\"\x7f\"",
             "\"\U0001f600\"", "{\"\U0001f600\": [1, \"\\u00e9\"]}", "[\"\U0001f600\", x]", "\ufeff1", "{\"a\":1,\"a\":2}", "{\"\\u0061\": 1, \"a\": 2}", "[[[[[]]]]]", "// x", "'a'"):
    attempt(text, lambda: json.loads(text))
    attempt(text, lambda: json.JSONDecoder(strict=False).raw_decode(text))

s = _json.make_scanner(json.JSONDecoder())
for args in (("[1]", 0), ("[1]", 1), ("x", 0), ("x", -1), ("x", 9), (5, 0), ("x",), ("x", "y"), ("x", 1 << 70), ()):
    attempt(args, lambda: s(*args))
attempt("keywords", lambda: s(string="5", idx=0))
print(s.strict, s.object_hook, s.object_pairs_hook, s.parse_float, s.parse_int)
attempt("readonly", lambda: setattr(s, "strict", 0))
attempt("context", lambda: _json.make_scanner(5))
attempt("context", lambda: _json.make_scanner())
for args in (("abc\"", 0), ("abc\"", 9), ("abc\"", -1), (b"a", 0), ("a",), ("a", 0, 1, 2), ("a\n\"", 0), ("a\n\"", 0, False), ("a", "b"), ("", 0), ("\\u12", 0), ("\\u12x4\"", 0), ("\\ud800\"", 0),
             ("\\ud800\\u0041\"", 0), ("\\ud83d\\ude00\"", 0), ("\\ud83d\\ude0g\"", 0), ("\\x\"", 0), ("abc\\", 0), ("abc\\\"", 0), ("abc", 0), ("a", 1 << 70), ("\U0001f600\\n\"", 0)):
    attempt(args, lambda: _json.scanstring(*args))
attempt("keyword", lambda: _json.scanstring("a\"", 0, strict=False))
for text in ("a\"\\\n\x00\x1f\x7f\xe9\u2028\U0001f600", "\ud800", "", "plain", 5, b"x"):
    attempt(text, lambda: _json.encode_basestring(text))
    attempt(text, lambda: _json.encode_basestring_ascii(text))

# hooks
doc = '{"a": [1, 2.5, {"b": NaN}], "c": -Infinity, "d": {"e": {}}}'
print(json.loads(doc, object_hook=lambda d: sorted(d)), json.loads(doc, object_pairs_hook=lambda p: p), json.loads(doc, object_pairs_hook=collections.OrderedDict, object_hook=5))
print(json.loads(doc, parse_int=str, parse_float=lambda x: "f" + x, parse_constant=lambda c: "<%s>" % c))


def bad(*args):
    raise KeyError(len(args))


for hook in ("object_hook", "object_pairs_hook", "parse_int", "parse_float", "parse_constant"):
    attempt(hook, lambda: json.loads(doc, **{hook: bad}))
attempt("nested use", lambda: json.loads('[{"x": "[1, {}]"}]', object_hook=lambda d: {k: json.loads(v) for k, v in d.items()}))
decoder = json.JSONDecoder(object_hook=lambda d: decoder.decode('"inner"') if d else d)
print(decoder.decode('[{"a": 1}, {}]'))
attempt("deep", lambda: json.loads("[" * 100000))
attempt("deep", lambda: json.loads('{"a":' * 100000))
attempt("digits", lambda: json.loads("1" * 5000))

# the encoder
e = _json.make_encoder({}, None, json.encoder.encode_basestring, None, ": ", ", ", False, False, True)
print(e([1, 2], 0), e({1: {2: 3}}, 0), e(obj=[1], _current_indent_level=0), e.markers, e.default, e.indent, e.key_separator, e.item_separator, e.sort_keys, e.skipkeys)
attempt("args", lambda: e([1]))
attempt("args", lambda: e("x", "y"))
attempt("readonly", lambda: setattr(e, "indent", 3))
attempt("make", lambda: _json.make_encoder())
attempt("make", lambda: _json.make_encoder(5, 1, 2, 3, "a", "b", 1, 1, 1))
attempt("make", lambda: _json.make_encoder(None, 1, 2, 3, 5, "b", 1, 1, 1))
attempt("encoder", lambda: _json.make_encoder({}, None, len, None, ": ", ", ", False, False, True)("x", 0))
attempt("encoder", lambda: _json.make_encoder({}, None, lambda s: "<" + s + ">", None, ":", ",", True, False, True)({"b": "x", "a": ["y"]}, 0))


class Text(str):
    def __str__(self):
        return "no"


class Number(int):
    def __repr__(self):
        return "no"


class Real(float):
    def __repr__(self):
        return "no"


class Color(enum.IntEnum):
    RED = 1


class Items(dict):
    def items(self):
        return [(1, 2), (3, 4)]


class BadItems(dict):
    def items(self):
        return [(1, 2, 3)]


Pair = collections.namedtuple("Pair", "x y")
for value in (None, True, 1, -5, 10 ** 30, 1.5, -0.0, 1e300, 1e-7, float("nan"), float("inf"), -float("inf"), "", "a\u00e9\U0001f600", Text("t"), Number(5), Real(2.5), Color.RED, Pair(1, 2), [], (), {}, [[], {}, ()],
              {"a": 1, 2: "b", 2.5: "c", True: 1, None: 0, Color.RED: 1, Text("k"): 1}, Items(a=1), Items(), BadItems(a=1), {(1, 2): 3}, {b"x": 1}, {1, 2}, b"bytes", object, 1j, [object()], collections.OrderedDict(b=1, a=2),
              collections.UserDict(a=1), range(3)):
    label = repr(value) if "0x" not in repr(value) else type(value).__name__
    for kwargs in ({}, {"ensure_ascii": False}, {"sort_keys": True}, {"skipkeys": True}, {"separators": (",", ":")}, {"allow_nan": False}, {"default": lambda o: str(type(o))}, {"indent": 1}, {"check_circular": False}):
        if "default" in kwargs or "object" not in label:
            attempt((label, sorted(kwargs)), lambda: json.dumps(value, **kwargs))
circle = []
circle.append(circle)
attempt("circular", lambda: json.dumps(circle))
circle = {}
circle["a"] = circle
attempt("circular", lambda: json.dumps(circle))
attempt("circular default", lambda: json.dumps(object(), default=lambda o: o))
attempt("circular unchecked", lambda: json.dumps(circle, check_circular=False))
deep = []
for i in range(100000):
    deep = [deep]
attempt("deep", lambda: json.dumps(deep))
attempt("default raises", lambda: json.dumps([object()], default=bad))
items = [object(), 2, 3]


def shrink(o):
    items.clear()
    return "gone"


print(json.dumps(items, default=shrink))
attempt("sort", lambda: json.dumps({1: 2, "a": 3}, sort_keys=True))

# random round trips
rng = random.Random(3)


def make(depth):
    kind = rng.randrange(8 if depth else 6)
    if kind == 0:
        return rng.choice([None, True, False])
    if kind == 1:
        return rng.randrange(-10 ** rng.randrange(1, 25), 10 ** rng.randrange(1, 25))
    if kind == 2:
        return rng.uniform(-1, 1) * 10 ** rng.randrange(-300, 300)
    if kind in (3, 4, 5):
        return "".join(rng.choice(["a", "\n", '"', "\\", "\u00e9", "\u20ac", "\U0001f600", "\x00", "\x7f"]) for _ in range(rng.randrange(8)))
    if kind == 6:
        return [make(depth - 1) for _ in range(rng.randrange(5))]
    return {make(0) if rng.random() < 0.3 else "k%d" % i: make(depth - 1) for i in range(rng.randrange(5))}


total = 0
for _ in range(300):
    value = make(4)
    for kwargs in ({}, {"ensure_ascii": False}, {"indent": 2, "sort_keys": False}):
        try:
            text = json.dumps(value, **kwargs)
        except TypeError:
            continue
        again = json.dumps(json.loads(text), **kwargs)
        assert json.loads(again) == json.loads(text)
        total = (total * 31 + sum(map(ord, text))) % 1000003
print(total)
