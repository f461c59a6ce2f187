def inner():
    try:
        x = yield 'i1'
        print('inner got', x)
        yield 'i2'
        return 'inner result'
    except ValueError as error:
        print('inner caught', error)
        yield 'i-recovered'
        return 'after error'
    finally:
        print('inner finally')


def outer():
    result = yield from inner()
    print('result', result)
    yield from [1, 2]
    return (yield from iter(()))


o = outer()
print(next(o), o.send('s'), list(o))
o = outer()
next(o)
print(o.throw(ValueError('v')), list(o))
o = outer()
next(o)
o.close()


class Iter:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 2:
            e = StopIteration('stop value')
            raise e
        return self.n

    def throw(self, *exc):
        print('throw', exc[0])
        return 'thrown'

    def close(self):
        print('close')

    def send(self, v):
        print('send', v)
        return 'sent'


def delegate():
    print((yield from Iter()))


d = delegate()
print(next(d), d.send('v'), d.throw(KeyError), next(d), next(d, 'end'))
d = delegate()
next(d)
d.close()


def nosend():
    yield from [1, 2]


d = nosend()
next(d)
try:
    d.send('x')
except AttributeError as error:
    print(error)
d = nosend()
next(d)
try:
    d.throw(KeyError('k'))
except KeyError as error:
    print(repr(error))
try:
    next((lambda: (yield from 5))())
except TypeError as error:
    print(error)


def tree(t):
    if isinstance(t, list):
        for x in t:
            yield from tree(x)
    else:
        yield t


print(list(tree([1, [2, [3, [4]], 5], []])))


def deep(n):
    if n:
        yield from deep(n - 1)
    yield n


print(sum(1 for _ in deep(200)))


def stop_value():
    r = yield from (x for x in [1])
    print(r)
    return 5


print(list(stop_value()))
d = delegate()
next(d)
print(type(d.gi_yieldfrom).__name__)
