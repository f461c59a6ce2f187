import sys
g = (x * x for x in range(4))
print(list(g), list(g))
print(sum(x for x in [1, 2, 3]), ','.join(str(x) for x in range(3)), dict((k, 1) for k in 'ab'))
print(max(x for x in [3, 1]), tuple(i for i in 'ab'), set(i for i in [1, 1]))


def make(n):
    return (n + i for i in range(n))


print(list(make(3)))
a = iter(range(10))
print(list(zip(a, a)), list((x, y) for x in range(2) for y in range(x + 1)))
pipeline = (x for x in range(20))
pipeline = (x for x in pipeline if x % 2)
pipeline = (x * 10 for x in pipeline)
print(list(pipeline))


def raising():
    yield 1
    raise ValueError('in gen')


try:
    list(x for x in raising())
except ValueError as error:
    print(error)
try:
    list(1 // x for x in (1, 0))
except ZeroDivisionError as error:
    print(error)
it = (i for i in range(3))
print(2 in it, list(it))
print(all(x < 5 for x in range(10 ** 6)), any(x == 3 for x in range(10 ** 9)))
first, *others = (c for c in 'xyz')
print(first, others)
print(*(c for c in 'abc'), sep='-')
print([*(i for i in range(2)), *(j for j in 'q')])
gen = (yield_ for yield_ in [1])
print(gen.send(None), next(gen, None), gen.gi_frame is None)


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


from itertools import islice, takewhile
print(list(islice(fibonacci(), 15)), list(takewhile(lambda v: v < 30, fibonacci())))


def permutations(items):
    if not items:
        yield []
    for i in range(len(items)):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield [items[i]] + rest


print(list(permutations([1, 2, 3])))
for bad in ('yield 1', 'return 1', 'class C: yield', '[(yield) for i in x]', 'x = (yield)', 'await x', 'def f():\n [(yield 1) for _ in ()]',
            'async def f(): yield from x', 'async def f():\n yield 1\n return 2', 'lambda: await x', 'def f(): await x', '(i for i in x) = 1',
            'def f(): async with a: pass', 'def f(): [x async for x in y]', 'async def f():\n def g(): await x', '(yield) = 1'):
    try:
        compile(bad, 's', 'exec')
        print('ok', bad)
    except SyntaxError as error:
        print(repr(bad), error.msg)
