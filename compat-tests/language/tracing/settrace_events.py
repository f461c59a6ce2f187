import sys


def tracer(events, opcodes=False):
    def trace(frame, event, arg):
        if frame.f_code.co_filename != __file__ or frame.f_code.co_name == 'run':
            return None
        first = frame.f_code.co_firstlineno
        if event == 'exception':
            arg = arg[0].__name__, str(arg[1]), type(arg[2]).__name__
        elif ' at 0x' in repr(arg):
            arg = type(arg).__name__
        events.append((frame.f_code.co_name, event, frame.f_lineno - first, arg))
        return trace
    return trace


def run(f, *args):
    events = []
    sys.settrace(tracer(events))
    try:
        f(*args)
    except Exception as e:
        sys.settrace(None)
        print('raised', repr(e))
    finally:
        sys.settrace(None)
    print('----', f.__name__)
    for e in events:
        print(*e)


def simple(a):
    b = a + 1
    c = b
    return c


def passes():
    pass
    x = 1
    pass
    pass
    'constant'
    1
    x
    return


def branches(n):
    if n == 1:
        x = 1
    elif n == 2:
        x = 2
    else:
        x = 3
    if n:
        pass
    else:
        pass
    if not n:
        x = 4
    return x


def loops():
    for i in range(2):
        pass
    for i in range(2):
        x = i
    else:
        x = 5
    while x > 3:
        x -= 1
    while True:
        x += 1
        if x > 5:
            break
        continue
    for i in []:
        x = 6
    for i in range(3):
        if i == 1:
            continue
        x = i


def tries(n):
    try:
        x = 1
    except ValueError:
        x = 2
    else:
        x = 3
    finally:
        x = 4
    try:
        if n:
            raise ValueError(n)
        x = 5
    except KeyError:
        x = 6
    except ValueError as e:
        x = 7
    try:
        pass
    finally:
        pass
    try:
        {}['k']
    except:
        x = 8
    try:
        try:
            1 / 0
        finally:
            x = 9
    except ZeroDivisionError:
        pass
    return x


def caller():
    return callee(1) + callee(2)


def callee(x):
    y = x
    return y * 2


def nested():
    def inner(v):
        return v
    f = lambda x: x + 1
    return inner(f(1))


def gen():
    x = yield 1
    try:
        yield x
        yield 3
    finally:
        x = None


def uses_gen():
    g = gen()
    next(g)
    g.send(5)
    g.close()
    for v in gen():
        pass


def delegating():
    yield from gen()
    return 4


def uses_delegating():
    return list(delegating())


def raising():
    raises()


def raises():
    local = 1
    raise KeyError('x')


def handles():
    try:
        raising()
    except KeyError:
        return 'handled'


def throws():
    g = gen()
    next(g)
    try:
        g.throw(ValueError('thrown'))
    except ValueError:
        pass


class Manager:
    def __enter__(self):
        return 1

    def __exit__(self, *args):
        return True


def withs():
    with Manager() as m:
        x = m
    with Manager():
        raise ValueError('inside')
    return x


def comprehension():
    return [x for x in range(2)], {y: 1 for y in 'a'}, sum(z for z in (1, 2))


def makes_class():
    class C:
        a = 1

        def method(self):
            return self.a
    return C().method()


class It:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration
        return self.n


def iterates():
    for i in It():
        x = i


def asserts():
    assert True
    x = 1
    assert x, 'message'
    del x
    global g
    g = 1
    import os
    from os import path
    return


def match_it(v):
    match v:
        case 1:
            r = 'one'
        case [a, b]:
            r = a
        case {'k': q}:
            r = q
        case _:
            r = None
    return r


def callbacks():
    return sorted([2, 1], key=lambda v: -v), list(map(callee, [1]))


def returns_in_finally():
    for i in range(2):
        try:
            return i
        finally:
            x = 1


def breaks_in_try():
    while True:
        try:
            break
        finally:
            x = 1
    with Manager():
        return 2


def long_function(a, b=2, *c, d=4, **e):
    """Docstring."""
    x: int = 1
    y = a if b else d
    z = a and b or d
    x += y
    return x, z


def decorated():
    @deco
    @deco
    def f():
        return 1
    return f()


def deco(f):
    return f


def one_line(): return 1


async def coro():
    x = await other()
    async for i in agen():
        x = i
    return x


async def other():
    return 1


async def agen():
    yield 1


def runs_coro():
    try:
        coro().send(None)
    except StopIteration as e:
        return e.value


for f, args in [(simple, (1,)), (passes, ()), (branches, (1,)), (branches, (2,)), (branches, (0,)), (loops, ()), (tries, (0,)), (tries, (1,)),
                (caller, ()), (nested, ()), (uses_gen, ()), (uses_delegating, ()), (handles, ()), (raising, ()), (throws, ()), (withs, ()),
                (comprehension, ()), (makes_class, ()), (iterates, ()), (asserts, ()), (match_it, (1,)), (match_it, ([1, 2],)),
                (match_it, ({'k': 1},)), (match_it, (5,)), (callbacks, ()), (returns_in_finally, ()), (breaks_in_try, ()),
                (long_function, (1,)), (decorated, ()), (one_line, ()), (runs_coro, ())]:
    run(f, *args)
