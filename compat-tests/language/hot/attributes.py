# What inline caches knew when code was compiled, and what then changes.
import gc
import weakref


class Point:
    kind = 'point'

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def norm(self):
        return self.x * self.x + self.y * self.y

    @property
    def sum(self):
        return self.x + self.y


class Slots:
    __slots__ = 'x', 'y'

    def __init__(self, x, y):
        self.x, self.y = x, y

    norm = Point.norm
    sum = Point.sum
    kind = 'slots'


def run(points):
    total = 0
    for p in points:
        total += p.x + p.norm() + p.sum + len(p.kind)
        p.y = p.x
    return total


points = [Point(i, i + 1) for i in range(1000)]
print(run(points), run(points), run([Slots(1, 2)] * 1500), run(points[:3] + [Slots(3, 4), Point(1.5, 2)]))
points[0].extra = 1
points[1].norm = lambda: 1000000
points[2].kind = 'own'
print(run(points[:4]))
Point.norm = lambda self: -1
print(run(points[:4]))
Point.kind = property(lambda self: 'abcdef')
print(run(points[:2]))
Point.x = property(lambda self: 7)
try:
    run(points[:2])
except AttributeError as e:
    print(e)
del points[3].y
del Point.x
try:
    run(points)
except AttributeError as e:
    print(e)
s = Slots(1, 2)
del s.x
try:
    run([s])
except AttributeError as e:
    print(e)

limit = 10


def globals_used(n):
    count = 0
    for i in range(n):
        if i > limit and len(str(i)) > 1:
            count += 1
    return count


print(globals_used(3000))
limit = 2990
print(globals_used(3000))
another = 1
print(globals_used(3000))


def len(x):
    return 5


print(globals_used(3000))
del len
print(globals_used(3000))
del limit
try:
    globals_used(3000)
except NameError as e:
    print(e)


class Base:
    def m(self, *args, k=1):
        return len(args) + k


class Derived(Base):
    def m(self, *args, **kw):
        return super().m(*args, **kw) + 1

    @classmethod
    def c(cls, a):
        return cls.__name__, a

    @staticmethod
    def s(a=4):
        return a

    def __getattr__(self, name):
        if name.startswith('dyn'):
            return name
        raise AttributeError(name)


def calls(objects):
    out = None
    for o in objects:
        out = o.m(), o.m(1, 2), o.m(k=5), o.m(*[1], **{'k': 3}), getattr(o, 'c', str)(3), getattr(o, 's', int)(), getattr(o, 'dyn', 0)
    return out


print(calls([Derived()] * 1500), calls([Base()] * 3), calls([Derived(), Base()] * 700))


class Node:
    def __init__(self, name):
        self.name = name


class Holder:
    member = Node('member')

    def get(self):
        return self.member

    def helper(self):
        return 1


def cached():
    holder = Holder()
    for _ in range(3000):
        holder.get()
        Holder.member
        holder.helper()


cached()
ref = weakref.ref(Holder.member)
fref = weakref.ref(Holder.helper)
gc.collect()
cached()
print(ref() is Holder.member)
Holder.member = 5
del Holder.helper
Holder.helper = lambda self: 2
gc.collect()
print(ref(), fref())
cached()
ref = weakref.ref(Holder)
del Holder
gc.collect()
print(ref())


def samples():
    def f(n):
        for i in range(n):
            item = Node(i)
            item.name
        return weakref.ref(item)
    return f(3000)


r = samples()
gc.collect()
print(r())


def items(container, keys):
    out = []
    for k in keys:
        try:
            out.append(container[k])
        except (IndexError, KeyError, TypeError) as e:
            out.append('%s %s' % (type(e).__name__, e))
    return out


def assign(container, keys):
    for k in keys:
        try:
            container[k] = k
        except (IndexError, TypeError, ValueError) as e:
            out = '%s %s' % (type(e).__name__, e)
            return container if type(container) is dict else list(container), out
    return container


print(items([1, 2, 3], [0, 1, -1] * 700)[-3:], items((1, 2, 3), [0, 2, -3, 3, 'x'] * 500)[-5:], items('héé', [0, -1, 5])[-3:], items({1: 2}, [1, 2] * 900)[-2:],
      items(b'ab', [0, 2]), items([1, 2, 3], [True, slice(1), 1.5, 3, -4, 2 ** 70]), items(range(5), [1, 9]))
print(assign([0] * 5, [0, 1, -1] * 600), assign([0], [0, 1]), assign({}, [1, 'a']), assign(bytearray(3), [1, 2, 300])[1], assign((1,), [0])[1])
