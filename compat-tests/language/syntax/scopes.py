x = 'global'


def reader():
    return x


def local_error():
    try:
        print(x)
    except UnboundLocalError as error:
        print(type(error).__name__, error)
    x = 1


local_error()


def outer():
    x = 'outer'

    class C:
        print(x)
        x = 'class'
        print(x)

        def method(self):
            return x
    return C().method()


print(outer())


def use_global():
    global x, created
    x = 'changed'
    created = 'new'


use_global()
print(reader(), created)


class G:
    global from_class
    from_class = 5

    def inner_global():
        global other
        other = 6


G.inner_global()
print(from_class, other, 'from_class' in vars(G))


def nl():
    a = 1

    def one():
        nonlocal a
        a += 1

        def two():
            nonlocal a
            a *= 10
        two()
    one()
    return a


print(nl())


def free_unbound():
    def inner():
        return later
    try:
        inner()
    except NameError as error:
        print(type(error).__name__, error)
    later = 1
    print(inner())
    del later
    try:
        inner()
    except NameError as error:
        print(error)


free_unbound()


def del_local():
    a = 1
    del a
    try:
        a
    except UnboundLocalError as error:
        print(error)
    try:
        del a
    except UnboundLocalError as error:
        print(error)


del_local()
try:
    del never_defined
except NameError as error:
    print(error)


def except_name():
    error = 'before'
    try:
        raise ValueError
    except ValueError as error:
        pass
    try:
        return error
    except UnboundLocalError as e:
        return str(e)


print(except_name())


def locals_test(a, b=2):
    c = 3

    def inner():
        return c
    return locals().keys() - {'inner'}


print(sorted(locals_test(1)))


class Body:
    a = 1
    b = locals()['a'] + 1
    locals()['c'] = 5
    print(sorted(k for k in locals() if not k.startswith('__')))


print(Body.b, Body.c, globals()['x'], '__name__' in globals(), vars() is globals())
len_ = len
len = lambda o: 'shadow'
print(len([]))
del len
print(len([]))
for bad in ('def f():\n x = 1\n global x', 'def f(x):\n global x', 'def f():\n nonlocal q', 'nonlocal q', 'def f():\n print(x)\n global x',
            'def f(x):\n def g():\n  nonlocal x\n  global x', 'def f():\n  def g():\n   x = 1\n   nonlocal x\n  x = 2', 'def f(x):\n nonlocal x',
            'class C:\n nonlocal q', 'def f():\n for x in (): pass\n global x', 'x: int\nglobal x', 'def f():\n x: int\n global x', 'import x\nglobal x'):
    try:
        compile(bad, 's', 'exec')
        print('ok', repr(bad))
    except SyntaxError as error:
        print(repr(bad), error.msg, error.lineno)
