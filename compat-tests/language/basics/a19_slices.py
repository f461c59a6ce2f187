l = list(range(10))
print(l[2:5], l[:3], l[7:], l[::2], l[::-1], l[-3:], l[5:2], l[100:], l[-100:2], l[8:2:-2])
l[2:5] = []
print(l)
l[::2] = 'abcd'
print(l)
del l[1::2]
print(l)
try:
    l[::2] = [1]
except ValueError as error:
    print(error)


class S:
    def __getitem__(self, key):
        return key


s = S()
print(s[1], s[1:2], s[::3], s[1, 2], s[1:2, ...], s[:, None], s[()])
print('abcdef'[1:4], (1, 2, 3)[1:], b'abc'[::-1], range(10)[2:8:3])
print(slice(1, 10, 2).indices(5))
