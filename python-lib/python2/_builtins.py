"""The builtins of Python 2.7 that are easier said in Python."""

import builtins
import functools
import itertools
import sys

import _python2

__all__ = [
    'unicode', 'basestring', 'xrange', 'raw_input', 'input', 'reduce', 'apply', 'coerce', 'intern', 'buffer', 'execfile', 'reload',
    'map', 'filter', 'sorted', 'round', 'hex', 'oct', 'bytes', 'StandardError', '_zip', 'max', 'min', 'sum', 'dir', 'vars', 'print',
]

unicode = str
bytes = str
xrange = range
reduce = functools.reduce
StandardError = Exception
_print = builtins.print
_repr = _python2.repr


class _BaseStringMeta(type):
    def __instancecheck__(cls, value):
        return builtins.isinstance(value, str)

    def __subclasscheck__(cls, other):
        return issubclass(other, str) or other is cls

    def __repr__(cls):
        return "<type 'basestring'>"


class basestring(metaclass=_BaseStringMeta):
    """Type basestring cannot be instantiated; it is the base for str and unicode."""

    def __new__(cls, *args):
        raise TypeError('The basestring type cannot be instantiated')


basestring.__module__ = '__builtin__'


def print(*args, **options):
    """print(value, ..., sep=' ', end='\\n', file=sys.stdout)"""
    return _print(*[_python2._str(arg) for arg in args], **options)


def unicode_of(value='', *how):
    """unicode(object) where the name is used as a function: __unicode__ is asked."""
    if not how and not builtins.isinstance(value, str):
        method = getattr(type(value), '__unicode__', None)
        if method is not None:
            text = method(value)
            return text.decode('latin-1') if type(text) is builtins.bytes else text
        return _python2._str(value)
    return str(value, *how) if how else str(value)


def raw_input(*prompt):
    """raw_input([prompt]) -> string"""
    if len(prompt) > 1:
        raise TypeError('[raw_]input expected at most 1 arguments, got %d' % len(prompt))
    if prompt:
        sys.stdout.write(_python2._str(prompt[0]))
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError('EOF when reading a line')
    return line[:-1] if line.endswith('\n') else line


def input(*prompt):
    """input([prompt]) -> value

    Equivalent to eval(raw_input(prompt)).
    """
    frame = sys._getframe(1)
    return eval(_python2._compile_expression(raw_input(*prompt).strip()), frame.f_globals, frame.f_locals)


def apply(function, args=(), kwargs={}):
    """apply(object[, args[, kwargs]]) -> value"""
    return function(*args, **kwargs)


def coerce(x, y):
    """coerce(x, y) -> (x1, y1)"""
    method = getattr(type(x), '__coerce__', None)
    if method is not None:
        pair = method(x, y)
        if pair is not None and pair is not NotImplemented:
            return pair
    for kind in complex, float, int:
        if builtins.isinstance(x, (int, float, complex)) and builtins.isinstance(y, (int, float, complex)) \
                and (builtins.isinstance(x, kind) or builtins.isinstance(y, kind)):
            return kind(x), kind(y)
    if type(x) is type(y):
        return x, y
    raise TypeError('number coercion failed')


def intern(string):
    """intern(string) -> string"""
    return sys.intern(string)


class buffer:
    """buffer(object [, offset[, size]])

    A read-only view of the bytes of an object; what it gives is text.
    """

    def __init__(self, object, offset=0, size=-1):
        if offset < 0:
            raise ValueError('offset must be zero or positive')
        view = memoryview(object).cast('B')
        self._view = view[offset:] if size < 0 else view[offset:offset + size]

    def __len__(self):
        return len(self._view)

    def __str__(self):
        return self._view.tobytes().decode('latin-1')

    def __getitem__(self, key):
        return str(self)[key]

    def __iter__(self):
        return iter(str(self))

    def __add__(self, other):
        return str(self) + str(other)

    def __eq__(self, other):
        return str(self) == str(other)

    def __hash__(self):
        return hash(str(self))

    def __repr__(self):
        return '<read-only buffer for 0x%x, size %d, offset 0 at 0x%x>' % (id(self._view), len(self._view), id(self))


def execfile(filename, globals=None, locals=None):
    """execfile(filename[, globals[, locals]])"""
    frame = sys._getframe(1)
    if globals is None:
        globals = frame.f_globals
        if locals is None:
            locals = frame.f_locals
    from python2._file import _io_error
    try:
        with open(filename, 'rb') as f:
            source = f.read()
    except OSError as e:
        raise _io_error(e) from None
    exec(_python2._compile_file(source, filename), globals, globals if locals is None else locals)


def reload(module):
    """reload(module) -> module"""
    import importlib
    real = getattr(module, '_real', None)
    if real is not None:
        return module
    return importlib.reload(module)


def map(function, *sequences):
    """map(function, sequence[, sequence, ...]) -> list"""
    if not sequences:
        raise TypeError('map() requires at least two args')
    if len(sequences) == 1:
        if function is None:
            return list(sequences[0])
        return [function(item) for item in sequences[0]]
    rows = itertools.zip_longest(*sequences)
    if function is None:
        return list(rows)
    return [function(*row) for row in rows]


def filter(function, sequence):
    """filter(function or None, sequence) -> list, tuple, or string"""
    if function is None or function is bool:
        kept = [item for item in sequence if item]
    else:
        kept = [item for item in sequence if function(item)]
    if builtins.isinstance(sequence, str):
        return ''.join(kept)
    if builtins.isinstance(sequence, tuple):
        return tuple(kept)
    return kept


def _zip(*sequences):
    if not sequences:
        return []
    return list(builtins.zip(*sequences))


def sorted(iterable, cmp=None, key=None, reverse=False):
    """sorted(iterable, cmp=None, key=None, reverse=False) --> new sorted list"""
    made = list(iterable)
    sort(made, cmp, key, reverse)
    return made


def sort(values, cmp=None, key=None, reverse=False):
    """L.sort(cmp=None, key=None, reverse=False) -- stable sort *IN PLACE*"""
    if cmp is not None:
        by = functools.cmp_to_key(cmp)
        own = key
        key = by if own is None else lambda item: by(own(item))
    list.sort(values, key=key, reverse=bool(reverse))


def max(*args, **options):
    """max(iterable[, key=func]) -> value"""
    return builtins.max(*args, **options)


def min(*args, **options):
    """min(iterable[, key=func]) -> value"""
    return builtins.min(*args, **options)


def sum(sequence, start=0):
    """sum(sequence[, start]) -> value"""
    return builtins.sum(sequence, start)


def round(number, ndigits=0):
    """round(number[, ndigits]) -> floating point number, halves away from zero"""
    number = float(number)
    if number != number or number in (float('inf'), float('-inf')):
        return number
    import decimal
    context = decimal.Context(prec=400)
    exact = decimal.Decimal(number)
    step = decimal.Decimal(1).scaleb(-ndigits)
    made = float(exact.quantize(step, rounding=decimal.ROUND_HALF_UP, context=context))
    return made


def hex(number):
    """hex(number) -> string"""
    method = getattr(type(number), '__hex__', None)
    if method is not None:
        return method(number)
    if not hasattr(type(number), '__index__') or builtins.isinstance(number, float):
        raise TypeError("hex() argument can't be converted to hex")
    return builtins.hex(number) + _suffix(number)


def oct(number):
    """oct(number) -> string"""
    method = getattr(type(number), '__oct__', None)
    if method is not None:
        return method(number)
    if not hasattr(type(number), '__index__') or builtins.isinstance(number, float):
        raise TypeError("oct() argument can't be converted to oct")
    digits = builtins.oct(number).replace('0o', '0')
    return ('0' if digits == '00' else digits) + _suffix(number)


def _suffix(number):
    return '' if -(1 << 63) <= number < 1 << 63 else 'L'


def dir(*args):
    """dir([object]) -> list of strings"""
    if args:
        return builtins.dir(*args)
    return builtins.sorted(sys._getframe(1).f_locals)


def vars(*args):
    """vars([object]) -> dictionary"""
    if args:
        return builtins.vars(*args)
    return sys._getframe(1).f_locals


def displayhook(value):
    """Prints the value of an interactive statement, and keeps it as _."""
    if value is None:
        return
    builtin = sys.modules['__builtin__']
    builtin._ = None
    sys.stdout.write(_repr(value) + '\n')
    builtin._ = value
