import gc
import sys


class D:
    def __init__(self, name): self.name = name
    def __del__(self): print('del', self.name)


def scope():
    d = D('local')
    print('in scope')


scope()
gc.collect()
x = D('deleted')
del x
gc.collect()
x = D('replaced')
x = None
gc.collect()
l = [D('in list')]
l.clear()
gc.collect()
kept = []


class Resurrect:
    def __del__(self):
        kept.append(self)


r = Resurrect()
del r
gc.collect()
print(len(kept))
kept.clear()
gc.collect()
print(len(kept))
a = D('cycle a')
a.me = a
del a
gc.collect()
print(gc.isenabled(), gc.get_threshold().__class__.__name__, gc.get_count().__class__.__name__, type(gc.collect()).__name__, gc.disable(), gc.isenabled(), gc.enable(), gc.is_tracked([]), gc.garbage, len(gc.get_stats()))


def gen():
    try:
        yield
    finally:
        print('generator closed')


g = gen()
next(g)
del g
gc.collect()


class F:
    def __init__(self): raise ValueError
    def __del__(self): print('del of half made')


try:
    F()
except ValueError:
    pass
gc.collect()
f = open('file', 'w')
f.write('written')
del f
gc.collect()
print(open('file').read())
print(sys.getrefcount(object()) > 0)
print('end')
