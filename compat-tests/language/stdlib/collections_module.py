from collections import Counter, OrderedDict, defaultdict, deque, ChainMap, UserDict, UserList, UserString
c = Counter('abracadabra')
print(c, c.most_common(2), c['zz'], sorted(c.elements())[:6], c.total(), c + Counter('ab'), c - Counter('aaaa'), c & Counter('ab'), c | Counter('zz'), +Counter(a=-1, b=1), -Counter(a=-1), Counter(a=1) <= Counter(a=2), Counter(a=0) == Counter())
c.update('aa'); c.subtract({'a': 10}); del c['b']
print(c, Counter([1, 2, 1]), Counter(a=3).copy(), repr(Counter()), c.most_common()[-1])
d = defaultdict(list, x=[1])
d['a'].append(1)
print(d, d['q'], 'zz' in d, d.get('zz'), d.default_factory, d.copy(), defaultdict(None, a=1), d | {'m': 1})
for f in (lambda: defaultdict()['x'], lambda: defaultdict(5), lambda: defaultdict(lambda: 1 / 0)['x']):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
o = OrderedDict([('a', 1), ('b', 2), ('c', 3)])
o.move_to_end('a'); o.move_to_end('c', last=False)
print(o, o.popitem(), o.popitem(last=False), o, list(reversed(OrderedDict(a=1, b=2))), OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == dict(b=2, a=1), OrderedDict(a=1) | {'b': 2}, OrderedDict.fromkeys('ab', 0))
try:
    o.move_to_end('zz')
except KeyError as e:
    print(e)
q = deque([1, 2, 3], maxlen=4)
q.append(4); q.append(5); q.appendleft(0)
print(q, q.maxlen, q.pop(), q.popleft(), q, len(q), q[0], q[-1], 2 in q, q.index(3), q.count(2))
q.extend([7, 8, 9]); q.extendleft('ab'); q.rotate(1); q.insert(1, 'i') if len(q) < 4 else None
print(q, list(reversed(q)), q.copy() == q, q + deque([1]), deque('ab') * 2, deque('abc') < deque('abd'), q.remove('b'), q, q.reverse(), q, deque(range(5), 3), deque([1]) == [1], q.clear(), q)
q = deque(range(200)); q.rotate(-50); q.rotate(3)
q[5] = 'x'; del q[0]
print(q[0], q[4], sum(x for x in q if x != 'x'), deque().__repr__(), deque([[1]], 5))
for f in (lambda: deque().pop(), lambda: deque().popleft(), lambda: deque([1])[5], lambda: deque([1]).remove(2), lambda: deque([1], 1).insert(0, 2), lambda: deque(5), lambda: deque([], -1), lambda: hash(deque()), lambda: deque([1]).index(9), lambda: deque() + [], lambda: deque(maxlen='a'), lambda: deque([1])[0:1]):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
q = deque([1, 2])
try:
    for x in q: q.append(x)
except RuntimeError as e:
    print(e)
m = ChainMap({'a': 1}, {'a': 2, 'b': 3})
m['n'] = 5
print(m, m['a'], m['b'], dict(m), len(m), m.maps, m.parents, m.new_child({'a': 0})['a'], list(m), 'zz' in m, m.pop('n'))
try:
    del m['b']
except KeyError as e:
    print(e)


class U(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k.upper(), v)


u = U(a=1)
u['b'] = 2
print(u, u.data, 'A' in u, dict(u), UserList([3, 1])[::-1], UserList([1]) + [2], sorted(UserList('ba')), UserString('abc').upper() + 'd', UserString('x') * 2, len(UserString('ab')))
r = deque([1])
r.append(r)
print(r)
import pickle, copy
for x in (Counter('ab'), OrderedDict(a=1), defaultdict(int, a=1), deque([1], 3), ChainMap({1: 2})):
    print(pickle.loads(pickle.dumps(x)), copy.copy(x), copy.deepcopy(x) == x)
from collections import abc
print(sorted(abc.__all__), isinstance([], abc.Sequence), isinstance({}, abc.MutableMapping), issubclass(set, abc.Hashable), isinstance(lambda: 0, abc.Callable), isinstance(iter([]), abc.Iterator), isinstance((x for x in ()), abc.Generator), isinstance(b'', abc.ByteString))


class Seq(abc.Sequence):
    def __getitem__(self, i): return [1, 2, 3][i]
    def __len__(self): return 3


s = Seq()
print(list(s), 2 in s, s.index(3), s.count(1), list(reversed(s)))
try:
    type('Bad', (abc.Mapping,), {})()
except TypeError as e:
    print(e)


class MS(abc.MutableSet):
    def __init__(self, it=()): self.d = list(it)
    def __contains__(self, x): return x in self.d
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
    def add(self, x): self.d.append(x)
    def discard(self, x): self.d.remove(x)


a = MS([1, 2])
print(list(a | [3]), list(a & [2]), a == {1, 2}, a <= {1, 2, 3}, a.pop(), a.isdisjoint([1]))
