# Slots that lead in circles, classes whose mro() lies, iterators that lose __next__ during a loop, and __dict__ as a property.
class Foreign(type):
    def mro(cls):
        return [cls, dict, object]


try:
    class X(metaclass=Foreign):
        pass
except TypeError as e:
    print(e)


class Loop:
    def __iter__(self):
        return self

    def __next__(self):
        del Loop.__next__
        return 1


try:
    for x in Loop():
        print(x)
except TypeError as e:
    print(e)


class Same:
    pass


Same.__repr__ = Same.__str__
for f in (str, repr):
    try:
        f(Same())
    except RecursionError as e:
        print(type(e).__name__)


class Own:
    __dict__ = property(lambda self: {'a': 2})


print(vars(Own()), Own().__dict__)


class Private:
    def call(self, f):
        return f(__x=1), f(**{'a': 0}, __y=2)


print(Private().call(lambda **k: k))


class Doubled:
    def keys(self):
        return ['x', 'x']

    def __getitem__(self, key):
        return key


def takes(**kwargs):
    return kwargs


for f in (lambda: takes(**Doubled()), lambda: takes(**{1: 3}, **{1: 5}), lambda: takes(**{1: 2}), lambda: type('a\udc80', (), {})):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
