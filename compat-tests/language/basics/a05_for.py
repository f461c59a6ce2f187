for i in range(3):
    print(i)
for i in range(10, 0, -3):
    print(i, end=' ')
print()
for a, b in [(1, 2), (3, 4)]:
    print(a + b)
for x in (1, 2, 3):
    if x == 2:
        break
else:
    print('no break')
for x in []:
    pass
else:
    print('empty')
for index, value in enumerate('ab', start=1):
    print(index, value)
for a, b in zip([1, 2, 3], 'xy'):
    print(a, b)
total = 0
for i in range(1000):
    for j in range(3):
        if j == 2:
            continue
        total += j
print(total, i, j)
