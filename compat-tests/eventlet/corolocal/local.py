import eventlet
from eventlet import corolocal
loc = corolocal.local()
loc.x = 'main'
def w(v):
    print(hasattr(loc, 'x'))
    loc.x = v
    eventlet.sleep(0)
    return loc.x, sorted(loc.__dict__.items())
gts = [eventlet.spawn(w, i) for i in range(2)]
print([g.wait() for g in gts], loc.x)
del loc.x
try:
    loc.x
except AttributeError as e:
    print('AttributeError', e)
try:
    del loc.y
except AttributeError as e:
    print('AttributeError')
class Sub(corolocal.local):
    kind = 'sub'
    def __init__(self, a, b=2):
        self.a = a
        self.b = b
        print('init', a, b)
    def total(self):
        return self.a + self.b
s = Sub(1)
s.a = 10
def w2():
    return s.a, s.b, s.kind, s.total()
print(eventlet.spawn(w2).wait(), s.a, s.total())
try:
    corolocal.local(1)
except TypeError as e:
    print('TypeError', e)
print(corolocal.get_ident() == corolocal.get_ident(), corolocal.get_ident() == eventlet.spawn(corolocal.get_ident).wait())
