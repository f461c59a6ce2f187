import copy, pickle, pickletools, io, copyreg, shelve, marshal
class P:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return type(self) is type(o) and self.__dict__ == o.__dict__
    def __repr__(self): return 'P(%r)' % (self.x,)
class State(P):
    def __getstate__(self): return {'saved': self.x}
    def __setstate__(self, s): self.x = s['saved'], 'restored'
class Reduce(P):
    def __reduce__(self): return (Reduce, (self.x * 2,))
class New:
    def __new__(cls, a, b=0): o = object.__new__(cls); o.v = (a, b); return o
    def __getnewargs_ex__(self): return (self.v[0],), {'b': self.v[1]}
class Slots:
    __slots__ = ('a', 'b')
class L(list): pass
class D(dict): pass
s = Slots(); s.a = 1
l = L([1]); l.attr = 'x'
d = D(k=1); d.attr = 'y'
rec = [1]; rec.append(rec)
values = [None, True, 0, -1, 255, 256, 65536, 2 ** 31, -2 ** 31, 2 ** 63, 2 ** 100, -2 ** 2000, 1.5, float('inf'), 1 + 2j, '', 'é😀\ud800'[:2], 'x' * 300, b'', b'\xff' * 300, bytearray(b'ba'), [], [1, [2]], (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), {}, {'a': {1: 2}}, set(), {1, 2}, frozenset([3]), range(5), slice(1, 2), ..., NotImplemented, int, len, P, P(5), State(1), Reduce(2), print, pickle.dumps, type(None), ValueError('e', 1), [P(1)] * 2]
for v in values:
    for p in range(6):
        try:
            r = pickle.loads(pickle.dumps(v, p))
            if r != v and not isinstance(v, (State, Reduce, Exception)) or type(r) is not type(v): print('differs', p, v, r)
        except Exception as e:
            print(p, v, type(e).__name__, e)
for p in (2, 5):
    print(pickle.loads(pickle.dumps(State(1), p)), pickle.loads(pickle.dumps(Reduce(2), p)), pickle.loads(pickle.dumps(New(1, 2), p)).v, pickle.loads(pickle.dumps(s, p)).a, pickle.loads(pickle.dumps(l, p)).attr, pickle.loads(pickle.dumps(d, p)).attr, pickle.loads(pickle.dumps(rec, p))[1][0], [x is y for x, y in [pickle.loads(pickle.dumps([rec, rec], p))]])
print(pickle.dumps([1, 'a', (2.5, None)], 0), pickle.dumps({'k': b'v'}, 2), pickle.dumps([1, 2], 4), pickle.dumps('x' * 3, 5), pickle.HIGHEST_PROTOCOL, pickle.DEFAULT_PROTOCOL)
for f in (lambda: pickle.dumps(lambda: 0), lambda: pickle.dumps(open('/dev/null')), lambda: pickle.dumps((x for x in [])), lambda: pickle.loads(b''), lambda: pickle.loads(b'garbage'), lambda: pickle.loads(b'cnope\nX\n.'), lambda: pickle.loads(b'cos\nnope\n.'), lambda: pickle.loads(pickle.dumps([1])[:-2]), lambda: pickle.dumps(1, 99), lambda: pickle.loads('str'), lambda: pickle.dumps(type('Local', (), {})()), lambda: pickle.loads(b'\x80\x63.'), lambda: pickle.loads(b'(.'), lambda: copy.deepcopy(open('/dev/null')), lambda: copy.copy(iter({1}.__iter__, 0)) and 0, lambda: pickle.loads(b'.'), lambda: pickle.dumps(__import__('threading').Lock())):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).split(' at 0x')[0])
class Pid(pickle.Pickler):
    def persistent_id(self, o): return 'pid-5' if o == 'special' else None
    def reducer_override(self, o): return (str, ('overridden',)) if isinstance(o, complex) else NotImplemented
class Unp(pickle.Unpickler):
    def persistent_load(self, pid): return 'loaded ' + pid
    def find_class(self, m, n):
        if n == 'P': raise pickle.UnpicklingError('forbidden')
        return super().find_class(m, n)
b = io.BytesIO(); Pid(b).dump(['special', 1j, 2]); b.seek(0); print(Unp(b).load())
b = io.BytesIO(); p = pickle.Pickler(b); p.dump([1]); p.dump('two'); b.seek(0); u = pickle.Unpickler(b); print(u.load(), u.load())
try:
    u.load()
except EOFError as e:
    print('EOFError', e)
try:
    Unp(io.BytesIO(pickle.dumps(P(1)))).load()
except pickle.UnpicklingError as e:
    print(e)
o = io.StringIO(); pickletools.dis(pickle.dumps([1, 'a', P], 2), o); print(o.getvalue()); print(len(pickletools.optimize(pickle.dumps(['a', 'a']))) > 0)
bufs = []; data = pickle.dumps(pickle.PickleBuffer(b'out of band'), 5, buffer_callback=bufs.append); print(bytes(pickle.loads(data, buffers=bufs)), len(bufs))
copyreg.pickle(Slots, lambda s: (P, (getattr(s, 'a', 0),))); print(pickle.loads(pickle.dumps(s)), copy.copy(s))
x = [1, [2, 3], {'k': [4]}]; y = copy.copy(x); z = copy.deepcopy(x)
print(y[1] is x[1], z[1] is x[1], z == x, copy.deepcopy(rec)[1][1][0], copy.copy(P(1)), copy.deepcopy({1: P([2])}), copy.deepcopy((1, 2)) , copy.copy(l).attr, copy.deepcopy(d).attr, copy.copy(New(1, 2)).v, copy.replace.__name__ if hasattr(copy, 'replace') else '')
memo = {}; a = [1]; copy.deepcopy(a, memo); print(id(a) in memo, copy.deepcopy(len) is len, copy.copy({1}) == {1}, copy.deepcopy(float('nan')) != 0)
print(marshal.loads(marshal.dumps([1, 'a', (2.5, None, b'x'), {'k': {1}}, 2 ** 70, 1j, True, ...])), eval(marshal.loads(marshal.dumps(compile('1+2', 'f', 'eval')))))
with shelve.open('sh') as sh: sh['a'] = [1]; print(dict(sh), 'a' in sh)
