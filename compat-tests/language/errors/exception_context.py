import sys


def chain(e):
    out = []
    while e:
        out.append(repr(e))
        e = e.__context__
    return ' <- '.join(out)


try:
    try:
        raise ValueError(1)
    except ValueError:
        raise KeyError(2)
except KeyError as e:
    print(chain(e))
try:
    try:
        raise ValueError(1)
    finally:
        try:
            raise TypeError(2)
        except TypeError as inner:
            print(chain(inner))
except ValueError as e:
    print(chain(e))
print(sys.exc_info())


def handler():
    print(sys.exc_info()[0].__name__, sys.exception() is sys.exc_info()[1])
    try:
        raise OSError(3)
    except OSError:
        print(sys.exc_info()[0].__name__)
    print(sys.exc_info()[0].__name__)


try:
    raise ValueError
except ValueError:
    handler()
try:
    try:
        raise ValueError('a')
    except ValueError as a:
        try:
            raise KeyError('b')
        except KeyError as b:
            raise a
except ValueError as e:
    print(chain(e), chain(e.__context__))
try:
    try:
        raise ValueError('x')
    except ValueError as x:
        raise x
except ValueError as e:
    print(chain(e))


def g():
    try:
        yield 1
    except ValueError:
        yield sys.exc_info()[0]
        raise KeyError('in gen')


i = g()
next(i)
print(i.throw(ValueError('thrown')))
print(sys.exc_info())
try:
    next(i)
except KeyError as e:
    print(chain(e))


class CM:
    def __enter__(self): pass
    def __exit__(self, *a):
        print(sys.exc_info()[0])
        raise TypeError('exit')


try:
    with CM():
        raise ValueError('body')
except TypeError as e:
    print(chain(e))
try:
    raise ValueError from KeyError('cause')
except ValueError as e:
    print(repr(e.__cause__), e.__suppress_context__, e.__context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError from None
except ValueError as e:
    print(repr(e.__cause__), e.__suppress_context__, repr(e.__context__))


def loop():
    for i in range(3):
        try:
            raise ValueError(i)
        except ValueError:
            continue
    return sys.exc_info()


print(loop())


def ret():
    try:
        raise ValueError
    except ValueError:
        return sys.exc_info()[0]


print(ret(), sys.exc_info()[0])
try:
    raise NameError('first')
except NameError:
    try:
        undefined_thing
    except NameError as e:
        print(chain(e))
