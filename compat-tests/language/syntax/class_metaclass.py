class Meta(type):
    def __new__(mcs, name, bases, ns, **kw):
        print('new', name, [b.__name__ for b in bases], sorted(k for k in ns if not k.startswith('__')), kw)
        ns['added'] = name.lower()
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        print('init', name, kw)
        super().__init__(name, bases, ns)

    def __call__(cls, *args, **kw):
        print('call', cls.__name__, args, kw)
        return super().__call__(*args, **kw)

    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print('prepare', name, kw)
        return {'prepared': True}

    def __instancecheck__(cls, obj):
        return obj == 'magic' or super().__instancecheck__(obj)

    def __subclasscheck__(cls, sub):
        return sub is int or super().__subclasscheck__(sub)

    def __repr__(cls):
        return '<Meta %s>' % cls.__name__

    def __len__(cls):
        return 42

    def __iter__(cls):
        return iter('abc')

    def __getitem__(cls, k):
        return 'item', k

    def __contains__(cls, x):
        return x == 1

    def __getattr__(cls, name):
        return 'meta attr ' + name

    @property
    def prop(cls):
        return 'meta property of ' + cls.__name__

    def method(cls):
        return 'meta method'


class A(metaclass=Meta, flag=1):
    x = 1

    def __init__(self, v=0):
        self.v = v


class B(A, other=2):
    pass


print(A.added, B.added, A.prepared, A(5).v, A, len(A), list(B), A['k'], 1 in A, A.prop, B.method(), A.missing)
print(isinstance('magic', A), isinstance(5, A), issubclass(int, A), issubclass(str, A), type(A), type(B) is Meta)
try:
    A().prop
except AttributeError as error:
    print(error)


class M2(type):
    pass


try:
    class C(A, metaclass=M2):
        pass
except TypeError as error:
    print(error)


class Derived(Meta):
    pass


class D(A, metaclass=Derived):
    pass


print(type(D).__name__)


def factory(name, bases, ns, **kw):
    return name, bases, sorted(k for k in ns if not k.startswith('__')), kw


class F(int, metaclass=factory, z=1):
    q = 1


print(F)


class Ordered(dict):
    def __setitem__(self, k, v):
        print('ns set', k)
        super().__setitem__(k, v)

    def __missing__(self, k):
        if k.startswith('auto'):
            return k
        raise KeyError(k)


class P(type):
    def __prepare__(name, bases):
        return Ordered()
    __prepare__ = staticmethod(__prepare__)


class Q(metaclass=P):
    a = 1
    b = auto_value
    def f(self): pass


print(Q.a, Q.b)


class BadPrepare(type):
    @classmethod
    def __prepare__(mcs, *a):
        return 5


try:
    class X(metaclass=BadPrepare): pass
except TypeError as error:
    print(error)
T = type('T', (object,), {'a': 1, '__init__': lambda self: setattr(self, 'b', 2)})
print(T.__name__, T.a, T().b, T.__module__, T.__bases__)
for args in (('T',), (1, (), {}), ('T', [], {}), ('T', (), []), ('T', (1,), {}), ('T', (bool,), {}), ('a\0b', (), {})):
    try:
        type(*args)
        print('ok')
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
