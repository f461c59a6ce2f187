def show(e):
    if isinstance(e, BaseExceptionGroup):
        return '%s(%r, [%s])' % (type(e).__name__, e.message, ', '.join(map(show, e.exceptions)))
    return repr(e)


def run(exc):
    try:
        try:
            raise exc
        except* ValueError as eg:
            print('  ValueError', show(eg))
        except* (KeyError, TypeError) as eg:
            print('  Key/Type', show(eg))
            raise OSError('from handler')
        except* ZeroDivisionError:
            print('  zde, re-raised')
            raise
        else:
            print('  else')
        finally:
            print('  finally')
    except BaseException as error:
        print('  left over', show(error), '| context', error.__context__ and show(error.__context__))


E = ExceptionGroup
for exc in (ValueError('naked'), E('all', [ValueError(1), ValueError(2)]), E('mixed', [ValueError(1), KeyError('k')]),
            E('nested', [E('in', [ValueError(1), IndexError(2)]), TypeError(3)]), E('none', [IndexError(1)]), IndexError('plain'),
            E('re', [ZeroDivisionError(1), ValueError(2)]), ZeroDivisionError('naked re'),
            BaseExceptionGroup('base', [KeyboardInterrupt(), ValueError(1)])):
    print(show(exc))
    run(exc)
try:
    pass
except* ValueError:
    pass
else:
    print('else without exception')


def loop():
    for i in range(2):
        try:
            raise E('x', [ValueError(i)])
        except* ValueError as e:
            print(i, show(e))
    try:
        return e
    except UnboundLocalError as error:
        return str(error)


print(loop())
try:
    try:
        raise E('x', [ValueError(1)])
    except* ExceptionGroup:
        pass
except TypeError as error:
    print(error)
try:
    try:
        raise ValueError
    except* 5:
        pass
except BaseException as error:
    print(show(error))
for bad in ('try: pass\nexcept* : pass', 'try: pass\nexcept* A: pass\nexcept B: pass', 'def f():\n try: pass\n except* A: return 1',
            'while 1:\n try: pass\n except* A: break', 'while 1:\n try: pass\n except* A: continue', 'try: pass\nexcept A: pass\nexcept* B: pass',
            'try: pass\nexcept* A:\n for x in y: break', 'try: pass', 'try: pass\nelse: pass', 'try: pass\nexcept: pass\nexcept A: pass',
            'try: pass\nexcept A as b.c: pass', 'try: pass\nexcept A, B: pass', 'try: pass\nexcept A, B as c: pass', 'try: pass\nfinally: pass\nelse: pass'):
    try:
        compile(bad, 's', 'exec')
        print('ok', repr(bad))
    except SyntaxError as error:
        print(repr(bad), error.msg)
