e = ValueError('a', 1)
print(e.args, str(e), repr(e), ValueError(), str(ValueError()), repr(ValueError('x')), str(ValueError('x')), str(KeyError('k')), str(KeyError()), str(KeyError(1, 2)))
e.args = (5,)
print(repr(e), e.__cause__, e.__context__, e.__suppress_context__, e.__traceback__)
e.add_note('n1')
print(e.__notes__)
for f in (lambda: e.add_note(5), lambda: setattr(e, '__cause__', 5), lambda: setattr(e, '__context__', 'x'), lambda: setattr(e, 'args', 5), lambda: setattr(e, '__traceback__', 5), lambda: e.with_traceback(1),
          lambda: ValueError(x=1), lambda: delattr(e, '__cause__'), lambda: BaseException.__new__()):
    try:
        f()
    except TypeError as error:
        print(error)
o = OSError(2, 'No such file', 'name')
print(type(o).__name__, o.errno, o.strerror, o.filename, o.args, o, repr(o))
o = OSError(13, 'denied', 'a', None, 'b')
print(type(o).__name__, o.filename2, o)
for n in (1, 2, 4, 9, 11, 13, 17, 20, 21, 32, 98, 103, 104, 110, 111, 115):
    print(n, type(OSError(n, 'm')).__name__, end=' ')
print(OSError('one').errno, OSError(1).errno, OSError(1, 2, 3).filename, FileNotFoundError(2, 'x').errno, str(OSError(1, 'm')), IOError is OSError, EnvironmentError is OSError)


class MyOS(OSError):
    pass


print(type(MyOS(2, 'x')).__name__, BlockingIOError(11, 'm', 5).characters_written)
s = StopIteration(5)
print(s.value, StopIteration().value, SystemExit(3).code, SystemExit().code, SystemExit(1, 2).code)
i = ImportError('m', name='n', path='p')
print(i.name, i.path, i.msg, repr(i))
n = NameError('m', name='n')
a = AttributeError('m', name='x', obj=5)
print(n.name, a.name, a.obj)
try:
    (5).foo
except AttributeError as error:
    print(error.name, error.obj)
try:
    bar
except NameError as error:
    print(error.name)
u = UnicodeDecodeError('utf-8', b'ab\xff', 2, 3, 'reason')
print(u, u.encoding, u.object, u.start, u.end, u.reason)
print(UnicodeEncodeError('ascii', 'é', 0, 1, 'r'), UnicodeEncodeError('ascii', 'abc', 0, 2, 'r'), UnicodeTranslateError('é', 0, 1, 'r'))
try:
    UnicodeDecodeError('x')
except TypeError as error:
    print(error)
g = ExceptionGroup('msg', [ValueError(1), ExceptionGroup('in', [TypeError(2), ValueError(3)])])
print(g, repr(g), g.message, g.exceptions)
print(g.subgroup(ValueError), g.split(TypeError), g.derive([KeyError()]), g.subgroup(lambda x: isinstance(x, KeyError)))
print(repr(g.split((ValueError, TypeError))), g.subgroup(lambda e: True) is g)
for f in (lambda: ExceptionGroup('m', []), lambda: ExceptionGroup('m', [1]), lambda: ExceptionGroup(1, [ValueError()]), lambda: ExceptionGroup('m', [KeyboardInterrupt()]), lambda: ExceptionGroup('m'),
          lambda: ExceptionGroup('m', 5), lambda: g.subgroup(5)):
    try:
        print(f())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print(type(BaseExceptionGroup('m', [ValueError()])).__name__, type(BaseExceptionGroup('m', [KeyboardInterrupt()])).__name__)


class MyGroup(ExceptionGroup):
    def derive(self, excs):
        return MyGroup(self.message, excs)


print(repr(MyGroup('x', [ValueError(1), KeyError(2)]).split(ValueError)))
import pickle, copy
for x in (ValueError('a', 2), OSError(2, 'm', 'f'), KeyError('k'), UnicodeDecodeError('u', b'x', 0, 1, 'r'), g, StopIteration(4), SystemExit(2)):
    print(repr(pickle.loads(pickle.dumps(x))), repr(copy.copy(x)))


def tree(c, depth=0):
    if c.__module__ == 'builtins':
        print(' ' * depth + c.__name__)
        for s in sorted(c.__subclasses__(), key=lambda s: s.__name__):
            tree(s, depth + 1)


tree(BaseException)
