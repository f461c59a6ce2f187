class Name:
    """Doc of Name"""
    __private = 1
    _single = 2
    __dunder__ = 3

    def get(self):
        return self.__private, self.__missing if hasattr(self, '_Name__missing') else 'none'

    def __method(self):
        return 'private method'

    def call(self):
        __local = 5
        return self.__method(), __local


print(Name().get(), Name._Name__private, Name().call(), Name.__doc__, '_Name__method' in dir(Name))
try:
    Name.__private
except AttributeError as error:
    print(error)


class _Lead:
    __x = 1


print(_Lead._Lead__x)


class New:
    instances = 0

    def __new__(cls, *args, **kw):
        cls.instances += 1
        self = super().__new__(cls)
        self.args = args
        return self

    def __init__(self, *args, **kw):
        self.inited = kw

    def __del__(self):
        pass


n = New(1, k=2)
print(n.args, n.inited, New.instances)


class Other:
    def __new__(cls):
        return 'not an instance'

    def __init__(self):
        print('never')


print(Other())
for f in (lambda: object(1), lambda: type('A', (), {'__new__': lambda c: object.__new__(c)})(1), lambda: type('A', (), {})(1),
          lambda: type('A', (), {'__init__': lambda s: 5})(), lambda: int.__new__(str), lambda: object.__new__(int), lambda: object.__new__(5),
          lambda: int.__new__(), lambda: int.__add__(1), lambda: str.upper(), lambda: str.upper(1), lambda: list.append([], 1, 2)):
    try:
        print(f())
    except TypeError as error:
        print(error)


class Callable:
    def __call__(self):
        return 'called'


o = Callable()
o.__call__ = lambda: 'instance'
print(o(), callable(o), callable(Name()))


class Meta1(type):
    x = 'meta'


class HasX(metaclass=Meta1):
    pass


print(HasX.x)
try:
    HasX().x
except AttributeError as error:
    print(error)
HasX.__name__ = 'Renamed'
print(HasX.__name__, HasX)
for name, value in (('__name__', 5), ('__bases__', ()), ('__bases__', 5), ('__qualname__', 1)):
    try:
        setattr(HasX, name, value)
    except TypeError as error:
        print(error)


class P1: a = 1
class P2: b = 2
class Child(P1): pass


Child.__bases__ = (P2,)
print(Child.b, hasattr(Child, 'a'))
for code in ('class C(1): pass', 'class C(None): pass', 'class C(bool): pass', 'int.x = 1', 'del int.real', 'class C(type(None)): pass', "class C('x'): pass"):
    try:
        exec(code)
        print('ok', code)
    except TypeError as error:
        print(code, '->', error)
print(P1.__subclasses__(), P2.__subclasses__()[0].__name__, type.__subclasses__(type) != [])
print(Name.__module__, Name.__dict__['_single'], type(Name.__dict__).__name__)
try:
    Name.__dict__['z'] = 1
except TypeError as error:
    print(error)
print(sorted(set(dir(object)) ^ set(dir(type('E', (), {})))))
print(isinstance(1, int | str), issubclass(bool, (float, int)), isinstance(None, int | None))
for f in (lambda: isinstance(1, 1), lambda: issubclass(1, int), lambda: isinstance(1, (int, 5)), lambda: isinstance('', (1,)), lambda: isinstance(1, list[int])):
    try:
        print(f())
    except TypeError as error:
        print(error)
