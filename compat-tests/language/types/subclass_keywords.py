# Subclasses of builtin types that override __new__ or __init__ may have keywords of their own; those that override neither may not.
import array
import collections
import functools
import io
import itertools
import operator
import queue
import random
import threading
import zipfile


def attempt(label, function):
    try:
        value = function()
    except Exception as e:
        print(label, type(e).__name__, e)
    else:
        print(label, type(value).__name__, getattr(value, 'extra', 'none'))


CASES = [
    (list, [1, 2]), (tuple, [1, 2]), (set, [1]), (frozenset, [1]), (dict, {1: 2}), (str, 'x'), (bytes, b'x'), (bytearray, b'x'),
    (int, 5), (float, 2.5), (complex, 1j), (collections.deque, [1]), (collections.OrderedDict, {1: 2}),
    (enumerate, [1]), (reversed, [1]), (filter, None, [1]), (map, str, [1]), (zip, [1]), (itertools.count, 1), (itertools.cycle, [1]),
    (itertools.repeat, 1), (itertools.chain, [1]), (itertools.islice, [1], 1), (itertools.takewhile, bool, [1]), (itertools.dropwhile, bool, [1]),
    (itertools.filterfalse, None, [1]), (itertools.compress, [1], [1]), (itertools.starmap, max, []), (itertools.pairwise, [1]), (operator.itemgetter, 1),
    (operator.attrgetter, 'x'), (operator.methodcaller, 'x'), (functools.partial, max), (random.Random, 1), (io.StringIO, 'x'), (io.BytesIO, b'x'),
    (property,), (staticmethod, max), (classmethod, max), (slice, 1), (super,), (object,), (array.array, 'i'), (queue.SimpleQueue,), (memoryview, b'x'),
    (threading.local,), (Exception, 'x'), (OSError, 1, 'x'), (ImportError, 'x'), (AttributeError, 'x'), (StopIteration, 1), (KeyError, 1), (SyntaxError, 'x'),
    (UnicodeDecodeError, 'ascii', b'x', 0, 1, 'why'), (BaseExceptionGroup, 'x', [KeyError()]),
]

for base, *args in CASES:
    name = base.__name__
    try:
        class Plain(base):
            extra = None

        class WithNew(base):
            def __new__(cls, *args, extra=None):
                self = super().__new__(cls, *args)
                try:
                    self.extra = extra
                except AttributeError:
                    pass
                return self

        class WithInit(base):
            extra = None

            def __init__(self, *args, extra=None):
                self.extra = extra
                super().__init__(*args)

        class WithBoth(base):
            def __new__(cls, *args, extra=None):
                return super().__new__(cls, *args)

            def __init__(self, *args, extra=None):
                self.extra = extra
    except TypeError as e:
        print(name, e)
        continue
    attempt(name + ' plain', lambda: Plain(*args))
    attempt(name + ' plain with keyword', lambda: Plain(*args, extra=1))
    attempt(name + ' __new__', lambda: WithNew(*args, extra=2))
    attempt(name + ' __init__', lambda: WithInit(*args, extra=3))
    attempt(name + ' both', lambda: WithBoth(*args, extra=4))
