x = 10
if x > 5:
    print('big')
elif x > 2:
    print('middle')
else:
    print('small')
n = 0
while n < 10:
    n += 1
    if n == 3:
        continue
    if n == 6:
        break
    print(n)
else:
    print('never')
while n:
    n -= 1
else:
    print('done', n)
print('yes' if x else 'no')
print(0 or 'right', 1 and 'right', 0 and 'wrong', not [])
print(1 < x < 20, 1 < x > 20)
pass
