# Classes without a base: their kind, their order of bases, their special methods.
import types


class A:
    kind = 'A'

    def who(self):
        return 'A.who'


class B(A):
    pass


class C(A):
    kind = 'C'

    def who(self):
        return 'C.who'


class D(B, C):
    pass


class New(object):
    pass

print D().who(), D().kind, D.__bases__ == (B, C)
print type(A), type(A()), type(New), type(New()) is New
print isinstance(A, types.ClassType), isinstance(A(), types.InstanceType), isinstance(New, types.ClassType)
print type(A) is types.ClassType, type(A()) is types.InstanceType, type(New) is types.TypeType
print str(A), A.__name__, A.__module__, A().__class__ is A, repr(A()).split(' at ')[0]
print isinstance(D(), A), issubclass(D, A), isinstance(A(), object)


class Full:
    def __init__(self, *items):
        self.items = list(items)

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        return self.items[index]

    def __setitem__(self, index, value):
        self.items[index] = value

    def __contains__(self, item):
        return item in self.items

    def __call__(self, x):
        return x * 2

    def __add__(self, other):
        return Full(*(self.items + other.items))

    def __str__(self):
        return 'Full(%s)' % ', '.join(map(str, self.items))

    __repr__ = __str__

    def __cmp__(self, other):
        return cmp(self.items, other.items)

    def __hash__(self):
        return hash(tuple(self.items))

    def __nonzero__(self):
        return bool(self.items)

    def __getattr__(self, name):
        if name.startswith('dyn_'):
            return name[4:]
        raise AttributeError, name

a = Full(1, 2)
b = Full(1, 3)
print a, [b], len(a), a[0], 2 in a, a(21), a + b, a < b, a == Full(1, 2), a != b, max(a, b)
print bool(Full()), bool(a), a.dyn_x, [x for x in a], sorted([b, a]), {a: 1}[Full(1, 2)]
try:
    a.other
except AttributeError, e:
    print e


class WithDict:
    def __init__(self):
        self.__private = 1
        self.public = 2

w = WithDict()
print sorted(w.__dict__.items())
w.__class__ = A
print w.who()


class Counter:
    count = 0

    def __init__(self):
        Counter.count += 1
        self.number = Counter.count

    def method(self):
        return self.number

print [Counter().method() for i in range(3)], Counter.count, Counter.method(Counter())


class Sub(Full):
    def __init__(self, *items):
        Full.__init__(self, *items)
        self.extra = True

print Sub(4, 5), Sub(4).extra, callable(Sub), hasattr(Sub(), 'nothing')
