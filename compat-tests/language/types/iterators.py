class Seq:
    def __init__(self, n): self.n = n
    def __getitem__(self, i):
        if i >= self.n: raise IndexError
        return i * i


print(list(Seq(4)), 9 in Seq(4), [x for x in Seq(3)], max(Seq(3)), tuple(iter(Seq(2))), type(iter(Seq(1))).__name__)
class Rev:
    def __len__(self): return 3
    def __getitem__(self, i): return 'abc'[i]
print(list(reversed(Rev())), list(zip(Rev(), range(3))))
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n


i = It()
print(list(i), list(i), next(It()), sum(It()), *It(), dict(enumerate(It())))
a, b, c = It()
print(a, b, c)
for n in It():
    if n == 2: break
class Raises:
    def __iter__(self): return self
    def __next__(self): raise ValueError('next failed')
for f in (lambda: list(Raises()), lambda: [*Raises()], lambda: dict(Raises()), lambda: 1 in Raises(), lambda: max(Raises()), lambda: ''.join(Raises()), lambda: sorted(Raises()), lambda: set(Raises()), lambda: (lambda a, b: 0)(*Raises()), lambda: list(zip(Raises())), lambda: list(map(str, Raises()))):
    try:
        f()
    except ValueError as e:
        print(e, end=' ')
print()
class BadIter:
    def __iter__(self): return 5
class BadIter2:
    def __iter__(self): raise KeyError('iter')
for f in (lambda: list(BadIter()), lambda: [x for x in BadIter()], lambda: list(BadIter2())):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
for obj in ([1, 2], (1,), 'ab', b'a', {1: 2}, {1}, range(2), bytearray(b'a'), memoryview(b'a'), enumerate([1]), zip([1]), map(str, []), filter(None, []), reversed([1]), iter(int, 0), {1: 2}.items(), (x for x in [])):
    it = iter(obj)
    print(type(it).__name__, iter(it) is it, hasattr(it, '__length_hint__'), end='; ')
print()
import pickle, copy
for it in (iter([1, 2, 3]), iter('abc'), iter((1, 2)), iter(range(5)), enumerate('ab'), reversed([1, 2]), zip([1], [2]), map(abs, [-1]), iter({1: 2})):
    print(list(copy.copy(it)), list(pickle.loads(pickle.dumps(it))), end=' ')
print()
it = iter([1, 2, 3])
it.__setstate__(1)
print(list(it), next(enumerate('x', 10 ** 20)), list(zip([1, 2, 3], iter([1]))))
shared = iter(range(6))
print([(x, next(shared)) for x in shared], list(zip(*[iter('abcdef')] * 2)))
l = [0]
for x in l:
    if x < 5: l.append(x + 1)
print(l)
def stop(): raise StopIteration('in map')
try:
    print(list(map(lambda x: stop(), [1])))
except StopIteration as e:
    print('leaked', e)
class Hint:
    def __length_hint__(self): return 10
    def __iter__(self): return iter([1])
print(list(Hint()), __import__('operator').length_hint(Hint()), [*filter(lambda x: x % 2, range(5))], list(filter(None, [0, 1, '', 'a'])))
