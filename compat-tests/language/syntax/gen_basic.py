import inspect


def g():
    """doc"""
    try:
        x = yield 1
        print('got', x)
        y = yield 2
        print('got', y)
        return 'result'
    except GeneratorExit:
        print('closing')
        raise
    except KeyError as error:
        print('thrown', repr(error))
        yield 'recovered'
    finally:
        print('finally')


i = g()
print(next(i), i.send('a'))
try:
    i.send('b')
except StopIteration as stop:
    print('value', stop.value)
i = g()
next(i)
print(i.throw(KeyError('k')))
print(next(i, 'end'))
i = g()
next(i)
i.close()
print(next(i, 'closed'))
i = g()
i.close()
try:
    i.send(None)
except StopIteration as stop:
    print('never started', stop.value)
try:
    g().send(5)
except TypeError as error:
    print(error)
try:
    g().throw(ValueError('early'))
except ValueError as error:
    print(repr(error))
i = g()
next(i)
try:
    i.throw(OSError('x'))
except OSError as error:
    print(repr(error), list(i))


def ignores():
    while True:
        try:
            yield
        except GeneratorExit:
            pass


i = ignores()
next(i)
try:
    i.close()
except RuntimeError as error:
    print(error)


def reenter():
    yield from me


me = reenter()
try:
    next(me)
except ValueError as error:
    print(error)


def stops():
    yield 1
    raise StopIteration('inside')


i = stops()
next(i)
try:
    next(i)
except RuntimeError as error:
    print(error, '|', repr(error.__cause__))
i = g()
print(i.gi_frame is not None, i.gi_running, i.gi_yieldfrom, i.gi_code.co_name, i.__name__, i.__qualname__, inspect.getgeneratorstate(i))
next(i)
print(inspect.getgeneratorstate(i), i.gi_frame.f_lineno, inspect.getgeneratorlocals(i))
i.close()
print(inspect.getgeneratorstate(i), i.gi_frame)
print(iter(i) is i, type(i).__name__)


def infinite():
    n = 0
    while 1:
        n += (yield n) or 1


i = infinite()
print(next(i), next(i), i.send(10), next(i))
for bad in (lambda: i.throw(5), lambda: i.throw(ValueError, 'v', 'tb'), lambda: i.send()):
    try:
        bad()
    except TypeError as error:
        print(error)
