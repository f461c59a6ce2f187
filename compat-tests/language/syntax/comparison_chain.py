def t(x):
    print('eval', x)
    return x


print(t(1) < t(2) < t(3))
print(t(3) < t(2) < t(1))
print(1 == 1.0 == True, 1 < 2 > 1 != 5, 'a' in 'ab' in ['ab'], 1 is 1 is not None)
print(not 1 == 2, not (1 < 2) < 3, (1 < 2) == True, 1 < (2 == 2))


class C:
    def __init__(self, n): self.n = n
    def __lt__(self, o):
        print('lt', self.n, o.n)
        return [] if self.n == 9 else [1]


print(C(1) < C(2) < C(3))
print(C(9) < C(2) < C(3))
if C(1) < C(9) < C(2):
    print('true')
else:
    print('false')
print(1 not in [2], None is not None, 'x' not in {'x': 1})
nan = float('nan')
print(nan == nan, nan != nan, nan < nan, [nan] == [nan], nan in [nan], (nan,) == (nan,))
print([1, 2] < [1, 2, 0], (1, 'a') < (1, 'b'), 'a' < 'B', b'a' < b'b', {1} < {1, 2}, {1, 2} < {1, 3}, [] < [[]])
for f in (lambda: 1 < 'a', lambda: [1] < (1,), lambda: {} < {}, lambda: None < None, lambda: 1j < 2j, lambda: [1, 'a'] < [1, 2], lambda: object() > 1,
          lambda: 1 in 5, lambda: 'a' in 5, lambda: 1 in 'a', lambda: 'a' in b'a', lambda: [] in {}):
    try:
        print(f())
    except TypeError as error:
        print(error)
x = [1, 2, 3]
print(1 < x[0] + 1 <= x[1] < x[2] == 3 != 4 in [4, 5] is not None)
import warnings
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always')
    eval('1 is 1')
    eval("'a' is not ()")
    compile('assert (1, "x")', 'f', 'exec')
    compile('(1)(2)', 'f', 'exec')
    compile('[1, 2][1.5]', 'f', 'exec')
    compile('"a" "b"[1, 2]', 'f', 'exec')
    compile('"\\d"', 'f', 'exec')
    compile('b"\\q"', 'f', 'exec')
    compile('1if 1else 2', 'f', 'exec')
    compile('"\\777"', 'f', 'exec')
for m in w:
    print(m.category.__name__, m.message)
