import json, io, decimal, collections
data = {'a': [1, 2.5, -3e10, True, None, 'é"\\\n\t\x01😀'], 'b': {}, 'c': [], 1: 'int key', 1.5: 'f', None: 'n', True: 't', 't': (1, 2)}
print(json.dumps(data))
print(json.dumps(data, ensure_ascii=False, separators=(',', ':')))
print(json.dumps({'b': [1, {'x': []}], 'a': {}}, indent=2, sort_keys=True))
print(json.dumps([1, [2]], indent='\t'), json.dumps([], indent=2), json.dumps({}, indent=0), json.dumps('x'), json.dumps(1e100), json.dumps(float('inf')), json.dumps([float('nan'), 10 ** 30, 0.1]))
print(json.loads('{"a": [1, 2.0, -1e3, true, false, null, "\\u00e9\\ud83d\\ude00\\n"], "a": 2}'), json.loads(' [1 , 2 ] '), json.loads(b'"\xc3\xa9"'), json.loads('"x"'.encode('utf-16')), json.loads('NaN'), json.loads('-Infinity'), json.loads('1E400'), json.loads('"\\ud800"').encode('utf-8', 'surrogatepass'))
for bad in ('', '{', '[1,]', '{"a"}', '{"a":1,}', "{'a':1}", '[1 2]', '"abc', '"\x01"', '"\\x"', '"\\u12"', '01', '-', '1.', '.5', 'tru', '[1]x', '{1:2}', '\ufeff1', '[', '{"a":', 'nul', '+1', '"a\nb"', '[1,\n2,\n x]', '{"a" 1}', '{,}', '--1', '1e', '"\\', '[}'):
    try:
        print(json.loads(bad))
    except json.JSONDecodeError as e:
        print(repr(bad), '->', e, (e.msg, e.pos, e.lineno, e.colno))
for bad in (lambda: json.dumps({1, 2}), lambda: json.dumps(b'x'), lambda: json.dumps({(1, 2): 3}), lambda: json.dumps(float('nan'), allow_nan=False), lambda: json.loads(5), lambda: json.dumps(object), lambda: json.loads(b'\xff\xff'), lambda: json.dumps([1j])):
    try:
        print(bad())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
l = []
l.append(l)
try:
    json.dumps(l)
except ValueError as e:
    print(e)
print(json.dumps({(1, 2): 3, 'k': 4}, skipkeys=True), json.loads('1.1', parse_float=decimal.Decimal), json.loads('[1]', parse_int=str), json.loads('NaN', parse_constant=lambda c: 'const ' + c), json.loads('{"a": {"b": 1}}', object_hook=lambda d: sorted(d.items())), json.loads('{"b": 1, "a": 2}', object_pairs_hook=collections.OrderedDict))


class E(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, complex): return [o.real, o.imag]
        return super().default(o)


print(json.dumps([1 + 2j], cls=E), E(indent=1).encode({'a': 1j}), ''.join(E().iterencode([1, {'a': None}])), json.dumps(1j, default=str))
f = io.StringIO()
json.dump([1, 'é'], f)
print(f.getvalue(), json.load(io.StringIO('[1]')), json.load(io.BytesIO(b'{"x": 1}')), json.JSONDecoder().raw_decode('[1] rest'), json.JSONDecoder(strict=False).decode('"a\nb"'))


class I(int):
    def __repr__(self): return 'I'


class S(str): pass
import enum
class En(enum.IntEnum): A = 5
print(json.dumps([I(5), S('s'), En.A, True]), json.dumps({S('k'): I(1), En.A: 2}), json.dumps('\u2028\x7f</script>'), json.encoder.encode_basestring_ascii('é"'), json.dumps({'z': 1, 'a': 2}, sort_keys=True))
big = {'k%d' % i: list(range(i)) for i in range(100)}
print(json.loads(json.dumps(big)) == big, len(json.dumps(big)))
