class Plugin:
    registry = []

    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.registry.append((cls.__name__, tag))


class One(Plugin, tag='one'):
    pass


class Two(One):
    pass


print(Plugin.registry)
try:
    class Bad(Plugin, unknown=1):
        pass
except TypeError as error:
    print(error)
try:
    class Bad2(object, x=1):
        pass
except TypeError as error:
    print(error)


class Field:
    def __set_name__(self, owner, name):
        print('set_name', owner.__name__, name)
        self.name = '_' + name

    def __get__(self, obj, owner=None):
        return self if obj is None else getattr(obj, self.name, 'unset')

    def __set__(self, obj, value):
        print('set', self.name, value)
        setattr(obj, self.name, value)

    def __delete__(self, obj):
        print('delete', self.name)
        delattr(obj, self.name)


class Model:
    a = Field()
    b = c = Field()
    shared = Field()


m = Model()
print(m.a)
m.a = 1
print(m.a, m.__dict__, type(Model.a).__name__)
del m.a
print(m.a)


class Raises:
    def __set_name__(self, owner, name):
        raise ValueError('no')


try:
    class X:
        r = Raises()
except RuntimeError as error:
    print(error, '|', repr(error.__cause__))


class Cell:
    def get(self):
        return __class__

    @classmethod
    def cm(cls):
        return __class__.__name__, cls.__name__

    lam = lambda self: __class__

    def nested(self):
        def inner():
            return __class__
        return inner()


class Sub(Cell):
    pass


print(Sub().get() is Cell, Sub.cm(), Sub().lam() is Cell, Sub().nested() is Cell)


class Order:
    def __init_subclass__(cls):
        print('init_subclass', cls.__name__, cls.d.name)


class D:
    def __set_name__(self, o, n):
        self.name = n
        print('named', n)


class E(Order):
    d = D()


class ClassGetItem:
    def __class_getitem__(cls, item):
        return cls.__name__, item


print(ClassGetItem[int], ClassGetItem[1, 2])
try:
    Cell[int]
except TypeError as error:
    print(error)


class Mro:
    def __mro_entries__(self, bases):
        print('entries', [getattr(b, '__name__', 'x') for b in bases])
        return (Cell,)


class FromEntries(Mro()):
    pass


print(FromEntries.__bases__, hasattr(FromEntries, '__orig_bases__'))
try:
    type('Y', (Mro(),), {})
except TypeError as error:
    print(error)


class Body:
    print(__name__, __module__, __qualname__)
    class Inner:
        print(__qualname__)
        def f(self): pass
    def g(self):
        class L: pass
        return L


print(Body.Inner.f.__qualname__, Body().g().__qualname__, Body.__doc__, Body.__dict__.keys() >= {'Inner', 'g', '__module__'})
