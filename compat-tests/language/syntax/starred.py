a, *b = 1, 2, 3
*c, d = [4, 5, 6]
e, *f, g = 'hello'
*h, = (1,)
(i, *j), k = [1, 2, 3], 4
[*l] = range(3)
m, *n = [1]
print(a, b, c, d, e, f, g, h, i, j, k, l, m, n)
print([*[1], *(2, 3), *{4: 5}, *'x'])
print((*[1], 2), {*[1], *[1]}, {**{'a': 1}, 'b': 2, **{'a': 3}}, *[7, 8], *())
x = *[1], *[2]
print(x)
for p, *q in [(1, 2, 3), (4,)]:
    print(p, q)
print([*range(3), *[]], [*(y for y in 'ab')])


def ret():
    return *[1, 2], 3


def gen():
    yield *[1], 2


print(ret(), list(gen()))
print({1: 2, **dict(x=1)}, dict(**{'a': 1}, b=2), dict([(1, 2)], **{'z': 1}))
d = {}
d['x'], *d['y'] = 1, 2, 3
print(d)


class G:
    def __getitem__(self, item):
        return item


print(G()[*[1, 2], 3], G()[*()], G()[*'a'])
tests = ['a, b = 1', 'a, b = [1]', 'a, b = 1, 2, 3', 'a, *b, c = [1]', 'a, b = {}', '[*5]', '{**5}', '{*None}', 'print(*1)', 'a, = ()',
         'a, b = "abc"', 'f = {**[1]}', '*a, b = []', 'dict(**{1: 2})', 'for a, b in [1]: pass', 'for a, b in ["abc"]: pass']
for t in tests:
    try:
        exec(t)
        print('ok', t)
    except (TypeError, ValueError) as error:
        print(t, '->', type(error).__name__, error)
for t in ('*a = 1', '*a, *b = 1', 'a = *b', 'x = (*a)', '*a', 'del *a', 'print(*a for a in b)', '[*a for a in b]', '{**a for a in b}', '{*a: 1}',
          'f(**)', 'a = *1, = 2', 'return *a', '(*a) = 1', 'x = **a', '*(a, b) = c', 'for *a in b: pass', 'with a as *b: pass', 'a[*b:c]'):
    try:
        compile(t, 's', 'exec')
        print('ok', t)
    except SyntaxError as error:
        print(t, '->', error.msg)
