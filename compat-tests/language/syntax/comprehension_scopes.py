x = 'global'
print([x for x in 'ab'], x)


class C:
    y = [1, 2, 3]
    z = [i for i in y]
    try:
        w = [i * len(y) for i in range(2)]
    except NameError as error:
        w = str(error)
    v = [i for i in range(2) if i in (lambda: [0])()]
    u = {k: 1 for k in y}


print(C.z, C.w, C.v, C.u)


def f():
    n = 10
    fs = [lambda: (i, n) for i in range(3)]
    n = 20
    return [g() for g in fs]


print(f())


def nested():
    return [[(i, j, k) for k in range(j)] for i in range(2) for j in range(3) if (i + j) % 2]


print(nested())
print([i for i in [j for j in range(5)] if i > 2])
print({i: {j for j in range(i)} for i in range(3)})
g = (i for i in range(3))
print(next(g), list(g), list(g))
data = [1, 2]
lazy = (d for d in data)
data = [9]
print(list(lazy))
try:
    (i for i in 5)
except TypeError as error:
    print(error)
late = (undefined_thing for _ in [1])
try:
    next(late)
except NameError as error:
    print(error)


def leak():
    [z for z in range(3)]
    try:
        return z
    except NameError as error:
        return str(error)


print(leak())


def local_list():
    a = 5
    return sorted([sorted(locals()) for b in [1]][0]), sorted(locals())


print(local_list())
print([(lambda y: y + x2)(1) for x2 in range(3)])
print([a for a in (1, 2) for b in (a, a * 2) for c in [a + b] if c > 2])
print(sum(i for i in range(4)), max((len(s), s) for s in ['a', 'bbb']))
matrix = [[1, 2], [3, 4]]
print([[row[i] for row in matrix] for i in range(2)])
print([print('side', i) for i in range(2)])
print((lambda: [locals_ for locals_ in [1]])())
print(type(i for i in ()).__name__, (i for i in ()).__name__, (i for i in ()).gi_code.co_name)
