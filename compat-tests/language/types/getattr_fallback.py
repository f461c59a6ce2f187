# __getattr__ is asked where an attribute is missing, and where a descriptor says so by its error, whoever asks.
class B:
    __slots__ = '_e',
    def __getattr__(self, name): return 'ga'
class C(B): __slots__ = ['init']
c = C()
def t(f):
    try: print(f())
    except AttributeError as e: print('AE', e)
t(lambda: c.init); t(lambda: getattr(c, 'init')); t(lambda: getattr(c, 'init', 3)); t(lambda: hasattr(c, 'init'))
g = getattr
import operator; t(lambda: operator.attrgetter('init')(c))
class P:
    @property
    def x(self): raise AttributeError('no')
    def __getattr__(self, n): return 'ga'
p = P(); t(lambda: p.x);  t(lambda: getattr(p, 'x'));t(lambda: getattr(p, 'y'))
class D:
    def __get__(self, o, c): raise AttributeError('d')
class Q:
    x = D()
    def __getattr__(self, n): return 'ga'
t(lambda: getattr(Q(), 'x'))


class R:
    @property
    def x(self):
        raise ValueError('not caught')

    def __getattribute__(self, name):
        if name == 'y':
            raise AttributeError('from __getattribute__')
        return object.__getattribute__(self, name)

    def __getattr__(self, name):
        if name == 'z':
            raise AttributeError('from __getattr__')
        return 'ga ' + name


for name in ('x', 'y', 'z', 'other'):
    try:
        print(getattr(R(), name), hasattr(R(), name))
    except (ValueError, AttributeError) as e:
        print(type(e).__name__, e)
    try:
        print(getattr(R(), name, 'default'), vars(R()).get(name))
    except ValueError as e:
        print(type(e).__name__, e)
