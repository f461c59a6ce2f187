class Data:
    def __get__(self, obj, owner):
        return 'data', obj is not None

    def __set__(self, obj, v):
        raise AttributeError('read only')


class NonData:
    def __get__(self, obj, owner):
        return 'nondata'


class C:
    d = Data()
    n = NonData()

    @property
    def p(self):
        "p doc"
        return self._p

    @p.setter
    def p(self, v):
        self._p = v * 2

    @p.deleter
    def p(self):
        del self._p

    @classmethod
    def cm(cls):
        return cls.__name__

    @staticmethod
    def sm(x):
        return x

    @classmethod
    @property
    def cp(cls):
        return 'class property ' + cls.__name__

    def m(self):
        return self


c = C()
c.__dict__['d'] = c.__dict__['n'] = 'instance'
print(c.d, c.n, C.d, C.n)
try:
    c.d = 1
except AttributeError as error:
    print(error)
c.p = 5
print(c.p, C.p.__doc__, C.p.fget.__name__)
del c.p
for f in (lambda: c.p, lambda: C.sm(), lambda: setattr(C(), 'cp', 1), lambda: property().__get__(c), lambda: property(None).__set__(c, 1)):
    try:
        print(f())
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)
print(C.cm(), c.cm(), C.sm(1), c.sm(2), C.cp, c.m() is c, C.m(c) is c)
print(c.m.__func__ is C.m, c.m.__self__ is c, c.m == c.m, c.m is c.m, hash(c.m) == hash(c.m), C.cm.__self__ is C)
print(C.__dict__['cm'].__func__.__name__, C.__dict__['sm'].__wrapped__.__name__, C.__dict__['sm'](3))


class RO:
    @property
    def x(self):
        return 1


for f in (lambda: setattr(RO(), 'x', 1), lambda: delattr(RO(), 'x')):
    try:
        f()
    except AttributeError as error:
        print(error)


class GetattrHooks:
    def __getattribute__(self, name):
        print('getattribute', name)
        if name == 'boom':
            raise AttributeError('boom')
        return object.__getattribute__(self, name)

    def __getattr__(self, name):
        return 'fallback ' + name

    def __setattr__(self, name, value):
        print('setattr', name)
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        print('delattr', name)
        object.__delattr__(self, name)

    def __dir__(self):
        return ['z', 'a']


g = GetattrHooks()
g.x = 1
print(g.x, g.boom, g.other)
del g.x
print(dir(g))


class PropError:
    @property
    def x(self):
        raise AttributeError('from property')

    def __getattr__(self, name):
        return 'getattr got ' + name


print(PropError().x)


class Inherit(C):
    @C.p.getter
    def p(self):
        return 'overridden'


i = Inherit()
i.p = 4
print(i.p, i._p)
f = C.__dict__['m']
print(f.__get__(c)() is c, f.__get__(None, C) is f)
from functools import cached_property
class CP:
    @cached_property
    def v(self):
        print('computed')
        return 5
o = CP()
print(o.v, o.v, o.__dict__)
