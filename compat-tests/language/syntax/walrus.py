if (n := 10) > 5:
    print(n)
print([y := 1, y ** 2, y + 1])
while (line := ['a', 'b', ''].pop(n - 10)) and n < 12:
    n += 1
    print(line, n)
print([(x, y) for x in range(3) if (y := x * 2) > 1], y)


def f(a, b=(d := 5)):
    return (total := a + b) * total


print(f(1), d)
print(any((witness := v) > 3 for v in [1, 5, 9]), witness)


def outer():
    def inner():
        nonlocal z
        [z := i for i in range(4)]
    z = 0
    inner()
    return z


print(outer())
print({(k := 'a'): (v := 1)}, k, v)
print((lambda: (q := 3) + q)())
print(f(a := 2), a, x if (x := 0) else 'zero', (t := 1, 2), t)
s = [0, 1, 2, 3]
print(s[(i := 1):], s[i:=2], i, f'{(w := 7)}', w)
assert (m := 1)
with open('/dev/null') as (fh): pass
for bad in ('x := 1', '(x.a := 1)', '(x[0] := 1)', '[i := 0 for i in range(3)]', '[x for x in (y := [1])]', 'f(a=b := 1)',
            'class C:\n  [x := 1 for i in ()]', '((a, b) := 1)', '(x := 1) = 2', 'lambda: x := 1', 'def f(a = b := 1): pass',
            '[[(j := 0) for i in range(5)] for j in range(5)]', '(True := 1)', 'x = y := 0', '(x := 1, y := 2)', 'del (x := 1)'):
    try:
        compile(bad, 's', 'exec')
        print('ok', repr(bad))
    except SyntaxError as error:
        print(repr(bad), error.msg)
