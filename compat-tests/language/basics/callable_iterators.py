# iter(callable, sentinel) in every place that takes iterators.
import io
import itertools


def source(*values):
    values = list(values)

    def take():
        v = values.pop(0)
        if isinstance(v, type) and issubclass(v, BaseException):
            raise v('raised')
        return v
    return take


for consume in (list, tuple, sum, set, sorted, max, any, all, lambda it: [x for x in it], lambda it: {x: 1 for x in it}, lambda it: [*it], lambda it: (lambda *a: a)(*it),
                lambda it: list(map(str, it)), lambda it: list(zip(it, it)), lambda it: list(enumerate(it)), lambda it: dict(zip('abc', it)),
                lambda it: list(itertools.islice(it, 2)), lambda it: list(itertools.chain(it, 'x')), lambda it: ','.join(map(str, it)), lambda it: 2 in it,
                lambda it: (next(it), next(it), next(it, 'none')), lambda it: list(x for x in it)):
    print(consume(iter(source(1, 2, 3, None), None)))
a, b, *c = iter(source(1, 2, 3, 4, 0), 0)
print(a, b, c)
it = iter(source(1, StopIteration, 2), 0)
print(list(it), list(it), next(it, 'end'))
it = iter(source(1, ValueError, 2, 0, 5), 0)
print(next(it))
for _ in range(2):
    try:
        print(next(it))
    except ValueError as e:
        print(type(e).__name__, e, e.__context__)
print(list(it), list(it))
try:
    next(it)
except StopIteration as e:
    print('stop', e.args, e.value, e.__context__)


def loop():
    for x in iter(source(1, 2, 0), 0):
        for y in iter(source('a', 'b', ''), ''):
            yield x, y
    else:
        yield 'else'


print(list(loop()))
print([line for line in iter(io.StringIO('one\ntwo\n').readline, '')], list(iter(io.BytesIO(b'abcdef').read1, b'')))
# The callable uses its own iterator.
it = iter(lambda: next(it, 'inner'), 'inner')
try:
    print(next(it, 'outer'))
except RecursionError:
    print('RecursionError')


class Equal:
    def __eq__(self, other):
        if other == 3:
            raise KeyError('compared')
        return other == 2


print(list(iter(source(0, 1, 2, 3), Equal())))
try:
    print(list(iter(source(0, 3), Equal())))
except KeyError as e:
    print(repr(e))
it = iter(source(1, 2, 3, 0), 0)


def generator():
    yield from it


print(list(generator()))
try:
    iter(5, 0)
except TypeError as e:
    print(e)
