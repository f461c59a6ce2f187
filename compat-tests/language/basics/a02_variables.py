a = 1
b = c = 2
d, e = 3, 4
(f, g), h = (5, 6), 7
[i, j] = "ij"
print(a, b, c, d, e, f, g, h, i, j)
a, b = b, a
print(a, b)
first, *rest = [1, 2, 3]
print(first, rest)
None_like = None
print(None_like, None is None_like, ...)
x: int = 5
print(x)
del x
try:
    x
except NameError as error:
    print(error)
