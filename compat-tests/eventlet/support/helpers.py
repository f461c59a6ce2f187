"""eventlet.support: errno of exceptions, bytes, deprecated names."""
import errno
import inspect
import socket
import warnings

import eventlet
from eventlet import greenthread, support
from eventlet.support import greenlets


class Odd(Exception):
    errno = 77


for e in (OSError(5, 'x'), OSError('text'), OSError(), socket.gaierror(-2, 'n'), socket.timeout('timed out'), Odd('a'), ValueError(3), ValueError(), IOError(errno.EPIPE, 'p')):
    print(type(e).__name__, support.get_errno(e))
for wrong in (None, 5):
    try:
        print(support.get_errno(wrong))
    except AttributeError:
        print('AttributeError')
print(support.bytes_to_str(b'abc'), support.bytes_to_str(b'\xc3\xa9', 'utf-8') == '\xe9', support.clear_sys_exc_info(), support.PY33)
try:
    support.bytes_to_str(b'\xff')
except UnicodeDecodeError as e:
    print(e)
print(greenlets.preserves_excinfo, greenlets.has_dict_support if hasattr(greenlets, 'has_dict_support') else '', greenlets.getcurrent() is not None)


def function(a, b=2, *c, **d):
    """The words of the function."""
    return a, b, c, d


class Base(object):
    """The words of the class."""

    def __init__(self, x, y=1):
        self.x = x, y

    def method(self):
        return self.x


for old, new in (('old', 'new'), ('module.old', 'other.new'), ('old', 'other.new')):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        wrapped = support.wrap_deprecated(old, new)(function)
        klass = support.wrap_deprecated(old, new)(Base)
        print(len(caught), wrapped(1, c=3), wrapped.__name__, wrapped.__doc__)
        print(klass.__name__, klass.__module__, issubclass(klass, Base), klass is Base)
        for w in caught:
            print(w.category.__name__, repr(str(w.message)))
for owner, name, args in ((eventlet, 'exc_after', (0, ValueError)), (eventlet, 'call_after_global', (0, lambda: None)), (greenthread, 'with_timeout', (1, lambda: 'result'))):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        function = getattr(owner, name, None)
        if function is None:
            print(name, 'gone')
            continue
        result = function(*args)
        print(name, result if isinstance(result, str) else '', [(w.category.__name__, str(w.message)) for w in caught])
try:
    eventlet.sleep(0.01)
except ValueError as e:
    print('raised', e.args)
