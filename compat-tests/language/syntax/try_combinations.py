def run(n):
    log = []
    try:
        log.append('try')
        if n == 1:
            raise ValueError('v')
        if n == 2:
            raise KeyError('k')
        if n == 3:
            raise OSError('o')
        if n == 4:
            return log + ['returned']
    except ValueError:
        log.append('except ValueError')
    except (KeyError, IndexError) as error:
        log.append('except %r' % error)
        raise TypeError('from handler') from error
    else:
        log.append('else')
    finally:
        log.append('finally')
        print(n, log)
    return log


for i in range(5):
    try:
        print(run(i))
    except Exception as error:
        print(repr(error), repr(error.__cause__))


def finally_overrides():
    for i in range(3):
        try:
            return 'try'
        finally:
            if i < 2:
                continue
            return 'finally %d' % i


def finally_break():
    while True:
        try:
            raise ValueError
        finally:
            break
    return 'broken'


def nested():
    try:
        try:
            raise ValueError('inner')
        finally:
            raise KeyError('finally')
    except KeyError as error:
        return repr(error), repr(error.__context__)


def bare():
    try:
        raise KeyboardInterrupt
    except Exception:
        return 'Exception'
    except:
        return 'bare'


def return_order():
    x = 1
    try:
        return x
    finally:
        x = 2


def non_exception():
    try:
        try:
            raise ValueError
        except 5:
            pass
    except TypeError as error:
        return str(error)


def non_exception_tuple():
    try:
        try:
            raise ValueError
        except (KeyError, 'x'):
            pass
    except TypeError as error:
        return str(error)


def lazily_evaluated():
    try:
        pass
    except undefined_name:
        pass
    return 'not evaluated'


def bare_raise():
    try:
        raise
    except RuntimeError as error:
        return str(error)


def raise_kinds():
    out = []
    for x in (ValueError, ValueError('a'), 5, 'str', None, type, object()):
        try:
            raise x
        except BaseException as error:
            out.append('%s: %s' % (type(error).__name__, error))
    for c in (KeyError, KeyError('c'), None, 5):
        try:
            raise ValueError from c
        except BaseException as error:
            out.append((type(error).__name__, str(error), repr(error.__cause__), error.__suppress_context__))
    return out


def else_raises():
    try:
        try:
            pass
        except ValueError:
            return 'wrong'
        else:
            raise ValueError('from else')
    except ValueError as error:
        return str(error)


def deep():
    try:
        try:
            try:
                raise ValueError(1)
            finally:
                print('f1')
        finally:
            print('f2')
    except ValueError:
        print('caught')
        try:
            return 'value'
        finally:
            print('f3')


for f in (finally_overrides, finally_break, nested, bare, return_order, non_exception, non_exception_tuple, lazily_evaluated, bare_raise,
          raise_kinds, else_raises, deep):
    print(f.__name__, f())
