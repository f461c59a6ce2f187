print(abs(-5), abs(-2.5), abs(3 + 4j), all([]), any([]), ascii('é'), bin(5), bool(1), callable(print), chr(8364), divmod(7, -2), format(3.14159, '.2f'), hash('') == hash(''), hex(255), id(None) == id(None), isinstance(1, int), len('abc'), max(1, 5, 3), min([4, 2]), oct(8), ord('€'), pow(2, 10), repr('x'), round(2.567, 1), sum([1, 2], 10), type(5).__name__)
print(list(enumerate('ab', 5)), list(filter(lambda x: x > 1, [1, 2, 3])), list(map(pow, [2, 3], [3, 2])), list(zip('ab', [1, 2], (True, False))), list(reversed([1, 2])), sorted([3, 1, 2], key=lambda x: -x), list(iter([1])), next(iter([5])), list(iter(lambda c=iter([1, 2, 3]): next(c), 3)))
print(max('a', 'bb', key=len), max([], default='d'), min({'x': 1}), max([1, 2], [1, 3]), min('b', 'a'), max([3, 1], key=None), sum([0.1, 0.2]), sum([[1]], []), sum((x for x in [1, 2]), start=5), pow(2, -1), pow(3, 4, 5), pow(base=2, exp=3, mod=5), round(5), round(-2.5), round(1e20), round(1.5, None))
calls = [lambda: abs('x'), lambda: all(5), lambda: chr(1.5), lambda: divmod('a', 1), lambda: hash([]), lambda: hex(1.5), lambda: isinstance(1), lambda: len(5), lambda: max(), lambda: max([]), lambda: max(1), lambda: min([1, 'a']), lambda: max(1, 2, default=3), lambda: next([]), lambda: next(iter([])), lambda: open(), lambda: ord('ab'), lambda: pow(1), lambda: round('x'), lambda: sum('ab'), lambda: sum(['a'], 'b'), lambda: sum([b'a'], b''), lambda: sum([1], bytearray()), lambda: sorted(5), lambda: sorted([1], 2), lambda: zip(5), lambda: map(len), lambda: list(map(5, [1])), lambda: filter(None), lambda: list(filter(5, [1])), lambda: enumerate(5), lambda: enumerate([], 'x'), lambda: iter(5), lambda: iter(5, 6), lambda: reversed(5), lambda: reversed({1}), lambda: len(1, 2), lambda: len(), lambda: print(x=1), lambda: print(sep=5), lambda: int(x=1), lambda: type(1, 2), lambda: type(), lambda: vars(5), lambda: dir(1, 2), lambda: getattr(1), lambda: getattr(1, 2), lambda: getattr(1, 'x'), lambda: hasattr(1, 2), lambda: setattr(1, 'x', 1), lambda: delattr(1, 'x'), lambda: issubclass(1, int), lambda: callable(), lambda: format(1, 'zz'), lambda: compile(), lambda: input(1, 2), lambda: __import__('nope'), lambda: __import__(5), lambda: __import__(''), lambda: list(zip([1], [1, 2], strict=True)), lambda: list(zip([1, 2], [1], strict=True)), lambda: bin('1'), lambda: ascii(), lambda: id(), lambda: memoryview(1), lambda: super(), lambda: property(1, 2, 3, 4, 5), lambda: object(1), lambda: classmethod(), lambda: bool(1, 2), lambda: print(end=1), lambda: sum(), lambda: abs(), lambda: anext(5), lambda: aiter(5), lambda: round(1.5, 1.5), lambda: breakpoint(1) if 0 else pow(0, -1)]
for c in calls:
    try:
        print(c())
    except BaseException as e:
        print(type(e).__name__, e)
print(dir(), sorted(vars(type('T', (), {'a': 1}))) [:3], [x for x in dir([]) if not x.startswith('_')], vars(type('O', (), {'__init__': lambda s: setattr(s, 'q', 1)})()))
import builtins
print([n for n in sorted(dir(builtins)) if not n.startswith('_')])
print(getattr([], 'nope', 'default'), hasattr([], 'append'), hasattr(type('P', (), {'p': property(lambda s: 1 / 0)}), 'p'))
try:
    hasattr(type('P', (), {'p': property(lambda s: 1 / 0)})(), 'p')
except ZeroDivisionError:
    print('hasattr lets others through')
import io
out = io.StringIO()
print('a', 1, None, sep='|', end='END', file=out, flush=True)
print(file=out)
print(*[], sep='x', file=out)
print(repr(out.getvalue()))
import sys
print('to stdout', file=None)
sys.stdout.write('written\n')
z = zip([1, 2, 3], 'ab')
print(next(z), list(z), type(z).__name__, list(map(None, [])) , [*map(lambda *a: a, 'ab', 'cde')], list(zip()), list(enumerate([], 1)), list(zip('ab', strict=True)))
print(__name__, __doc__, __builtins__ is builtins or __builtins__ is builtins.__dict__, type(__loader__).__name__, __spec__, __debug__)
print(type(print), type(type), type(None), type(...), type(type(1)), object().__class__, type('X', (), {}).__name__, int.__class__)
print(eval('1'), [i for i in reversed(range(3))], [*reversed('ab')], list(reversed({'a': 1, 'b': 2})))
