# compat: stderr=yes
def inner(a, b):
    return a / b


def outer(n):
    value = 1 + inner(n, 0) * 2
    return value


print('before')
outer(5)
