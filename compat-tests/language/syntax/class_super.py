class A:
    def __init__(self):
        self.log = ['A']

    def f(self):
        return 'A.f'

    @classmethod
    def c(cls):
        return 'A.c ' + cls.__name__

    @property
    def p(self):
        return 'A.p'

    @staticmethod
    def s():
        return 'A.s'


class B(A):
    def __init__(self):
        super().__init__()
        self.log.append('B')

    def f(self):
        return 'B.f ' + super().f()

    @classmethod
    def c(cls):
        return 'B.c ' + super().c()

    @property
    def p(self):
        return 'B.p ' + super().p

    @staticmethod
    def s():
        return 'B.s ' + super(B, B).s()


class C(A):
    def __init__(self):
        super(C, self).__init__()
        self.log.append('C')

    def f(self):
        return 'C.f ' + super().f()


class D(B, C):
    def __init__(self):
        super().__init__()
        self.log.append('D')

    def f(self):
        return 'D.f ' + super().f()

    def lam(self):
        return (lambda self: super().f())(self), [super(D, self).f() for _ in [0]]


d = D()
print(d.log, d.f(), d.c(), d.p, d.s(), d.lam())
print([k.__name__ for k in D.__mro__], D.mro() == list(D.__mro__))
print(super(B, d).f(), super(D, D).c(), super(C, d).__thisclass__.__name__, super(C, d).__self_class__.__name__)
try:
    class X(A, D): pass
except TypeError as error:
    print(error)
try:
    class Y(A, A): pass
except TypeError as error:
    print(error)
tests = [lambda: super(), lambda: super(B, 5), lambda: super(5, d), lambda: super(A, d).f(), lambda: super(B, d).nothing]
for t in tests:
    try:
        print(t())
    except (RuntimeError, TypeError, AttributeError) as error:
        print(type(error).__name__, error)


class Z(A):
    def f(x):
        del x
        return super().f()

    def g():
        return super()

    def comp(self):
        return [super().f() for i in range(1)]


for name in ('f', 'g', 'comp'):
    try:
        print((Z().__class__.__dict__[name])(*([Z()] if name != 'g' else [])))
    except (RuntimeError, TypeError) as error:
        print(type(error).__name__, error)


class Mixin:
    def __setattr__(self, n, v):
        super().__setattr__(n, v * 2)

    def __getitem__(self, k):
        return super().__getitem__(k) + 1


class L(Mixin, list):
    pass


l = L([1, 2])
l.x = 5
print(l.x, l[0])
d.__class__ = B
print(d.f())
A.f = lambda self: 'patched'
print(d.f())
