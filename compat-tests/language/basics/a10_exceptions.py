try:
    1 / 0
except ZeroDivisionError as error:
    print('caught', error)
try:
    int('x')
except (TypeError, ValueError) as error:
    print(type(error).__name__, error)
else:
    print('no')
finally:
    print('finally')


def f():
    try:
        return 'try'
    finally:
        print('cleanup')


print(f())


class MyError(Exception):
    pass


try:
    try:
        raise MyError('inner', 1)
    except MyError:
        print('reraise')
        raise
except Exception as error:
    print(repr(error), error.args)
try:
    [][1]
except IndexError as error:
    print(error)
try:
    None.x
except AttributeError as error:
    print(error)
try:
    undefined
except NameError as error:
    print(error)
try:
    assert 1 == 2, 'message'
except AssertionError as error:
    print(error)
