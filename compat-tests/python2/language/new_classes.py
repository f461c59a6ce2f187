# Classes of the new style: metaclasses, properties, slots, super, the order of bases.


class Meta(type):
    def __new__(mcs, name, bases, namespace):
        namespace['made_by'] = 'Meta'
        return type.__new__(mcs, name, bases, namespace)

    def __call__(cls, *args):
        print 'calling', cls.__name__
        return type.__call__(cls, *args)

    def __repr__(cls):
        return '<Meta %s>' % cls.__name__


class Base(object):
    __metaclass__ = Meta

    def __init__(self, value=0):
        self.value = value


class Derived(Base):
    def __init__(self, value):
        super(Derived, self).__init__(value + 1)

    @property
    def double(self):
        return self.value * 2

    @double.setter
    def double(self, value):
        self.value = value / 2

    @staticmethod
    def static(x):
        return x

    @classmethod
    def make(cls):
        return cls(10)

print Base.made_by, Derived.made_by, type(Derived), Derived
d = Derived(1)
print d.value, d.double, Derived.static(3), Derived.make().value
d.double = 9
print d.value


def function_meta(name, bases, namespace):
    print 'function_meta', name, bases, sorted(k for k in namespace if not k.startswith('__'))
    return type(name, bases, dict(namespace, extra=True))


class ByFunction(object):
    __metaclass__ = function_meta
    x = 1

print ByFunction.extra


class A(object):
    def who(self):
        return ['A']


class B(A):
    def who(self):
        return ['B'] + super(B, self).who()


class C(A):
    def who(self):
        return ['C'] + super(C, self).who()


class D(B, C):
    def who(self):
        return ['D'] + super(D, self).who()

print D().who(), [c.__name__ for c in D.__mro__]


class Slots(object):
    __slots__ = ('a', 'b')

s = Slots()
s.a = 1
try:
    s.c = 2
except AttributeError, e:
    print 'no attribute'


class Compared(object):
    def __init__(self, n):
        self.n = n

    def __cmp__(self, other):
        return cmp(self.n, other.n)

    def __repr__(self):
        return 'C%d' % self.n

a, b = Compared(1), Compared(2)
print a < b, a <= b, a == b, a != b, a > b, a >= b, sorted([b, a]), cmp(a, b), max(a, b), min(a, b)
print len({a: 1, b: 2})


class Sliced(object):
    def __getslice__(self, i, j):
        return 'slice', i, j

    def __getitem__(self, key):
        return 'item', key

    def __setslice__(self, i, j, values):
        print 'set', i, j, values

    def __delslice__(self, i, j):
        print 'del', i, j

    def __len__(self):
        return 10

s = Sliced()
print s[1:2], s[-3:9], s[3], s[1:9:2]
s[1:3] = 'ab'
del s[2:4]


class Named(object):
    def __hex__(self):
        return '0xhex'

    def __oct__(self):
        return '0oct'

    def __unicode__(self):
        return u'unicode form'

    def __str__(self):
        return 'str form'

    def __int__(self):
        return 42

    def __index__(self):
        return 2

n = Named()
print hex(n), oct(n), unicode(n), str(n), int(n), u'%s' % n, '%s' % n, range(5)[n]


class Truth(object):
    def __nonzero__(self):
        print 'asked',
        return False

print not Truth(), bool(Truth())
if Truth():
    print 'never'
else:
    print 'else'


class Iterates(object):
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def next(self):
        if not self.n:
            raise StopIteration
        self.n -= 1
        return self.n

print list(Iterates(3)), iter(Iterates(2)).next(), sum(Iterates(4)), [a for a in Iterates(2)]
