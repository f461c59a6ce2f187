def f(a, b=2, /, c=3, *args, d, e=5, **kw):
    return a, b, c, args, d, e, kw


print(f(1, d=4), f(1, 2, 3, 4, 5, d=6, z=7), f(1, c=9, d=0, a=5, b=6))


def g(*, a, b=1):
    return a, b


def h(a, /):
    return a


def k(a, b):
    return a, b


print(g(a=5), h(1), k(*'xy'), k(**{'a': 1, 'b': 2}), k(*[1], **{'b': 2}), k(*[1], *[2]), k(b=1, *[0]))
calls = [
    lambda: f(), lambda: f(1), lambda: g(), lambda: g(1), lambda: g(b=1), lambda: h(a=1), lambda: h(1, 2), lambda: h(),
    lambda: k(1), lambda: k(), lambda: k(1, 2, 3), lambda: k(1, a=1), lambda: k(1, 2, c=3), lambda: k(*[1], **{'a': 2}),
    lambda: k(**{1: 2}), lambda: k(*5), lambda: k(**5), lambda: k(1, **{'b': 1}, **{'b': 2}), lambda: k(1, 2, 3, 4, x=1),
    lambda: g(1, 2, a=1), lambda: f(d=1, *()), lambda: (lambda: 0)(1), lambda: (lambda x, *, y, z: 0)(1),
    lambda: (lambda a, b, c: 0)(), lambda: (lambda a, b=1: 0)(1, 2, 3), lambda: (lambda a, b=1, *, c: 0)(1, 2, 3),
]
for call in calls:
    try:
        print(call())
    except TypeError as error:
        print(error)


class C:
    def method(self, a):
        return a

    def noself():
        pass


for call in (lambda: C().method(), lambda: C().method(1, 2), lambda: C.method(1), lambda: C().noself(), lambda: C(1)):
    try:
        print(call())
    except TypeError as error:
        print(error)


def defaults(a=[]):
    a.append(1)
    return a


print(defaults(), defaults(), defaults.__defaults__)
f.__kwdefaults__ = {'d': 'new', 'e': 'new'}
print(f(1), f.__defaults__)
f.__defaults__ = None
try:
    f(1)
except TypeError as error:
    print(error)
for bad in ('def f(a, a): 0', 'def f(a=1, b): 0', 'def f(*): 0', 'def f(*, **k): 0', 'def f(**k, a): 0', 'def f(/, a): 0',
            'def f(a, /, b, /): 0', 'def f(*a, *b): 0', 'def f(*a, /): 0', 'lambda a, a: 0', 'f(a=1, a=2)', 'f(a=1, 2)', 'f(**a, *b)',
            'f(**a, 1)', 'f(1=2)', 'f(a.b=1)', 'f(x for x in y, 1)', 'f(True=1)', 'def f(None): 0', 'def f((a, b)): 0', 'f(*)', 'def f(*a=1): 0',
            'def f(**k=1): 0', 'def f(a, *, ): 0', 'f(a, b for b in c)'):
    try:
        compile(bad, 's', 'exec')
        print('ok', bad)
    except SyntaxError as error:
        print(bad, '->', error.msg)
