log = []


def g():
    for i in range(3):
        try:
            log.append(('try', i))
            yield i
        except ZeroDivisionError:
            log.append(('zde', i))
            continue
        else:
            log.append(('else', i))
        finally:
            log.append(('finally', i))
            if i == 1:
                yield 'from finally'


i = g()
print(next(i), i.throw(ZeroDivisionError), next(i), next(i), next(i, 'end'))
print(log)
log.clear()


def with_gen():
    class M:
        def __enter__(self):
            log.append('enter')

        def __exit__(self, *e):
            log.append(('exit', e[0]))
            return e[0] is KeyError
    with M():
        yield 1
    yield 2
    with M():
        yield 3


i = with_gen()
print(next(i), i.throw(KeyError), next(i), next(i, 'end'))
i = with_gen()
next(i)
i.close()
print([x if isinstance(x, str) else (x[0], x[1] and x[1].__name__) for x in log])


def context():
    try:
        raise ValueError('outer')
    except ValueError:
        try:
            yield 1
        except KeyError as error:
            print(repr(error.__context__))
        import sys
        print(repr(sys.exc_info()[1]))
        yield 2
        raise


i = context()
next(i)
print(i.throw(KeyError('k')))
try:
    raise OSError('caller')
except OSError:
    try:
        next(i)
    except ValueError as error:
        print(repr(error), repr(error.__context__))


def returns():
    try:
        yield 1
    finally:
        return 'overrides'


i = returns()
next(i)
try:
    i.throw(ValueError)
except StopIteration as stop:
    print(stop.value)
i = returns()
next(i)
print(i.close())


def drops():
    try:
        yield 1
    finally:
        print('dropped')


i = drops()
next(i)
del i
import gc
gc.collect()
for a in drops():
    break
gc.collect()
print('end')
