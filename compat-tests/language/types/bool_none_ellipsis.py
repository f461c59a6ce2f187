print(True, False, bool(), bool(0), bool(''), bool([0]), bool(None), True + 1, True * 'a', False or 5, True is bool(1), isinstance(True, int), bool.__mro__)
print(True & False, True | 2, True ^ True, ~True, -True, not True, True == 1, hash(True), str(True), repr(False), int(True), f'{True}', f'{True:d}', f'{True:5}', f'{True!s:>6}', '%d %s' % (True, False), format(True, ''), True.real, (True).bit_length())
print(True and 1, type(True & True).__name__, type(True & 1).__name__, type(True ^ False).__name__, sum([True, True]), [10, 20][True], {1: 'one'}[True], True < 2, max(True, False), sorted([True, False]))
for f in (lambda: type('B', (bool,), {}), lambda: bool(1, 2), lambda: bool(x=1), lambda: None(), lambda: None + 1, lambda: None.x, lambda: None[0], lambda: type(None)(1), lambda: type('N', (type(None),), {}), lambda: ...(), lambda: type(...)(1), lambda: NotImplemented + 1,
          lambda: len(None), lambda: iter(None), lambda: None < 1, lambda: setattr(None, 'x', 1), lambda: hash(None) and 'hash', lambda: type(NotImplemented)()):
    try:
        print(f())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
print(None, repr(None), type(None)() is None, None == None, None is None, bool(None), str(None), None.__class__.__name__, None.__doc__)
print(..., Ellipsis is ..., repr(...), type(...).__name__, bool(...), NotImplemented, type(NotImplemented).__name__)
import warnings
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always')
    print(bool(NotImplemented))
print(w[0].category.__name__, w[0].message)
import copy, pickle
for x in (None, True, ..., NotImplemented):
    print(copy.deepcopy(x) is x, pickle.loads(pickle.dumps(x)) is x)


class B:
    def __init__(self, v): self.v = v
    def __bool__(self):
        print('bool', self.v)
        return self.v


if B(True) and not B(False) or B(True):
    print('yes')
print(bool(B(False)), [1 for _ in [0] if B(True)], any([B(False), B(True), B(True)]), all([B(True), B(False)]))
while B(False): pass
assert B(True)
class L:
    def __len__(self): return 0
print(bool(L()), not L())
