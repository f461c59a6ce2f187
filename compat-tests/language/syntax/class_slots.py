class S:
    __slots__ = ('a', 'b')

    def __init__(self):
        self.a = 1


s = S()
print(s.a, hasattr(s, 'b'), hasattr(s, '__dict__'))
for f in (lambda: s.b, lambda: setattr(s, 'c', 1), lambda: delattr(s, 'b'), lambda: s.__dict__):
    try:
        f()
    except AttributeError as error:
        print(error)
s.b = 2
del s.b
print(hasattr(s, 'b'), type(S.a).__name__, S.a.__get__(s), S.__slots__)


class WithDict(S):
    pass


w = WithDict()
w.z = 5
print(w.__dict__, w.a)


class More(S):
    __slots__ = 'c'


m = More()
m.c = 3
try:
    m.d = 1
except AttributeError as error:
    print(error)


class DictSlot:
    __slots__ = ('x', '__dict__')


d = DictSlot()
d.x, d.y = 1, 2
print(d.__dict__, d.x)


class Weak:
    __slots__ = ('__weakref__',)


import weakref
o = Weak()
print(weakref.ref(o)() is o)
try:
    weakref.ref(s)
except TypeError as error:
    print(error)


class Private:
    __slots__ = ('__p',)

    def set(self):
        self.__p = 1
        return self.__p


print(Private().set(), [n for n in dir(Private) if 'p' in n and not n.startswith('__')])
for bad in ("__slots__ = ('a b',)", "__slots__ = (1,)", "__slots__ = ('a',); a = 1", "__slots__ = ('__dict__', '__dict__')", "__slots__ = 5"):
    try:
        exec('class X:\n ' + bad)
        print('ok', bad)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
try:
    class L:
        __slots__ = ('q',)
    class R:
        __slots__ = ('r',)
    class Both(L, R): pass
except TypeError as error:
    print(error)
class Empty:
    __slots__ = ()
class Ok(Empty, L): pass
print(Ok.__mro__)
try:
    class IntSlots(int):
        __slots__ = ('a',)
except TypeError as error:
    print(error)
class ListSlots(list):
    __slots__ = ('a',)
l = ListSlots([1])
l.a = 2
print(l, l.a)
try:
    S.a.__get__(5)
except TypeError as error:
    print(error)
try:
    s.__class__ = More
except TypeError as error:
    print(error)
class DocSlots:
    __slots__ = {'a': 'doc of a'}
print(DocSlots.a.__doc__ if hasattr(DocSlots.a, '__doc__') else None, DocSlots.__slots__)
