print([x for x in range(5)])
print([x + y for x in 'ab' for y in 'cd' if y != 'c'])
print({x: x ** 2 for x in range(3)})
print(sorted({len(w) for w in ['a', 'bb', 'cc']}))
print([[y for y in range(x)] for x in range(3)])
print(tuple(x for x in range(3)))
x = 'outer'
[x for x in range(3)]
print(x)
print([(a, b) for a, b in {1: 2}.items()])
print([y := 5, y * 2])
if (n := len('walrus')) > 3:
    print(n)
print([last := v for v in range(3)], last)
print([v for v in range(20) if v % 2 if v % 3])
