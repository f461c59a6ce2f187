# Slices of lists and text in compiled code, with bounds of all kinds.
def take(container, bounds):
    out = []
    for a, b, c in bounds:
        try:
            out.append((container[a:b:c], container[a:b], container[a:], container[:b], container[::c]))
        except (TypeError, ValueError) as e:
            out.append('%s: %s' % (type(e).__name__, e))
    return out


def put(values, bounds):
    out = []
    for a, b, c in bounds:
        target = list(range(8))
        try:
            target[a:b] = values
            target[a:a] = target
            target[::c] = values
        except (TypeError, ValueError) as e:
            out.append('%s: %s' % (type(e).__name__, e))
        out.append(target)
    return out


class Index:
    def __init__(self, v):
        self.v = v

    def __index__(self):
        return self.v


class Own(list):
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        self.append((key, value))


some = [0, 1, 3, -1, -3, 9, -9, None, 2 ** 70, -2 ** 70, True, Index(2), 'x']
bounds = [(a, b, c) for a in some for b in some for c in (1, 2, -1, -2, None, 0, 2 ** 70, 'y')]
few = bounds[::7]
for container in ([1, 2, 3, 4, 5], 'a\u00e9\u4e2d\U0001f600z', (1, 2, 3), b'bytes', bytearray(b'array'), range(6), Own([1])):
    r = take(container, bounds * 2)
    print(r[:3] if not isinstance(container, Own) else '', len(r), r[len(bounds):] == r[:len(bounds)], r[200:203] if not isinstance(container, Own) else '')
    t = take(container, few)
    print(t[-8:] if not isinstance(container, Own) else len(t))
for values in ([10, 11], [], (12,), 'ab', range(3), 5, {1: 2}):
    r = put(values, bounds)
    print(len(repr(r)), r[:6], r[100:104])
o = Own()
for i in range(1500):
    o[i:2] = i
print(len(o), o.__len__(), list.__getitem__(o, -1))


def flips(p):
    count = 0
    first = p[0]
    while first:
        p[:first + 1] = p[first::-1]
        count += 1
        first = p[0]
    return count


print([flips([a, b, c, d]) for a in range(4) for b in range(4) for c in range(4) for d in range(4) if {a, b, c, d} == {0, 1, 2, 3}] * 2)
