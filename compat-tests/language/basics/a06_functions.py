def add(a, b=10):
    "doc string"
    return a + b


def nothing():
    pass


def fact(n):
    return 1 if n <= 1 else n * fact(n - 1)


print(add(1), add(1, 2), add(b=1, a=2))
print(nothing(), add.__doc__, add.__name__)
print(fact(20), fact(30))


def outer():
    x = 'local'

    def inner():
        return x
    x = 'changed'
    return inner


print(outer()())
print((lambda x, y=2: x * y)(4))


def var(*args, **kwargs):
    return args, kwargs


print(var(1, 2, a=3, b=4))
print(var(*[1, 2], **{'k': 5}))
g = 1


def change():
    global g
    g = 2


change()
print(g)
