o = object()
print(o == o, o != object(), o.__eq__(5), o.__ne__(o), hash(o) == hash(o), bool(o), str(o) == repr(o), repr(o).startswith('<object object at 0x'), o.__class__, o.__doc__[:20], o.__reduce_ex__(2)[0].__name__, o.__sizeof__() > 0, o.__dir__() == dir(o) or sorted(o.__dir__()) == dir(o), o.__format__('') == str(o))
for f in (lambda: setattr(o, 'x', 1), lambda: o.x, lambda: o < o, lambda: o + 1, lambda: o(), lambda: o[0], lambda: o.__lt__(1), lambda: len(o), lambda: iter(o), lambda: del_attr(), lambda: object.__setattr__(5, 'x', 1), lambda: object.__getattribute__(5, 'real'), lambda: object.__init__(5, 1), lambda: type.__call__(5), lambda: type.__setattr__(int, 'x', 1), lambda: o.__class__.__init_subclass__(), lambda: object.__reduce_ex__(lambda: 0, 2), lambda: setattr(o, '__class__', int), lambda: setattr(5, '__class__', int), lambda: o.__getstate__()):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).split(' at 0x')[0])


class A:
    x = 1


class B(A):
    pass


a, b = A(), B()
a.__class__ = B
print(type(a).__name__, isinstance(a, B), a.x)
a.__dict__ = {'y': 2}
print(a.y, vars(a), a.__dict__ is vars(a))
a.__dict__['z'] = 3
print(a.z, 'z' in dir(a), a.__getstate__())
for f in (lambda: setattr(a, '__dict__', 5), lambda: setattr(a, '__class__', 5), lambda: setattr(a, '__class__', int), lambda: getattr(a, 'nope'), lambda: setattr(A, 'x.y', 1) or getattr(A, 'x.y'), lambda: delattr(a, 'x'), lambda: setattr(a, 5, 1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
del a.__dict__
print(a.__dict__)
A.new = 'added'
print(a.new, b.new, 'new' in A.__dict__)
del A.new
print(hasattr(b, 'new'))


class E:
    def __eq__(self, o): return True


try:
    hash(E())
except TypeError as e:
    print(e)
print(E() != 5, E.__hash__, E() in [1], [1].count(E()))


class Repr:
    def __repr__(self): return 'R'


print([Repr()], {Repr(): 1} if Repr.__hash__ else '', (Repr(),), str(Repr()), f'{Repr()}', '%s' % Repr(), '{}'.format(Repr()))
print(type.mro(B), B.__base__, B.__bases__, type(B), type.__base__, object.__bases__, B.__name__, B.__basicsize__ > 0, B.__flags__ & (1 << 9) != 0, B.__weakrefoffset__ != 0, B.__dictoffset__ != 0, A.__subclasses__())
print(sorted(n for n in dir(type) if not n.startswith('__')), [n for n in dir(object)])
print(type(A.__dict__['__dict__']).__name__, type(A.__dict__['__weakref__']).__name__, A.__doc__, A.__module__, A.__abstractmethods__ if hasattr(A, '__abstractmethods__') else 'none')
import copy


class C:
    def __init__(self): self.l = [1]
    def __copy__(self): return 'copied'
    def __deepcopy__(self, memo): return 'deep'


print(copy.copy(C()), copy.deepcopy([C()]))


class Slotted:
    __slots__ = ('a',)


s = Slotted()
s.a = 1
print(copy.copy(s).a, s.__reduce_ex__(2)[2], s.__getstate__())
