# A comparison stored in a local and tested at once keeps its value after the test.
def f(b):
    masked = b & 128 == 128
    if not masked:
        return 'plain', masked
    if masked:
        return 'masked', masked


print(f(128), f(1))


def g(x, y):
    less = x < y
    while less:
        x += 1
        less = x < y
    return x, less


print(g(1, 3), g(5, 3), g(0.5, 2.0))
