import gc


class C:
    pass


class Slots:
    __slots__ = 'a', 'b'


def f():
    pass


def names(objects):
    return sorted(type(x).__name__ for x in objects)


c = C()
c.x = [1]
d = {'k': c}
l = [c]
t = (l,)
s = Slots()
s.a = d
print(names(gc.get_referrers(c)), names(gc.get_referrers(l)), names(gc.get_referrers(d)))
print(names(gc.get_referents(c)), names(gc.get_referents(d)), names(gc.get_referents(l, t)), names(gc.get_referents(s)), gc.get_referents(1, 'a'))
print([x is f for x in gc.get_referrers(f.__code__) if isinstance(x, type(f))])
print(any(x is c for x in gc.get_objects()), any(x is l for x in gc.get_objects()), any(x is C for x in gc.get_objects()))
print(sum(isinstance(x, C) for x in gc.get_objects()))
for g in -1, 3, 'x':
    try:
        gc.get_objects(g)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
