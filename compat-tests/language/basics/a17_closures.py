def counter():
    n = 0

    def step(by=1):
        nonlocal n
        n += by
        return n
    return step


c, d = counter(), counter()
print(c(), c(), c(5), d())
print([f() for f in [lambda: i for i in range(3)]])
print([f() for f in [lambda i=i: i for i in range(3)]])


def deco(f):
    def wrapper(*args):
        print('call', f.__name__, args)
        return f(*args) * 2
    return wrapper


@deco
def double(x):
    return x


print(double(4))


def times(n):
    def decorator(f):
        return lambda *a: [f(*a)] * n
    return decorator


@times(2)
@times(1)
def hi():
    return 'hi'


print(hi())
