# Exceptions, generators, recursion and traces in compiled code.
import sys
import traceback


def fails(n, at):
    total = 0
    for i in range(n):
        try:
            if i == at:
                total += None
            total += i
        except TypeError as e:
            total += e.__traceback__.tb_lineno - fails.__code__.co_firstlineno
            continue
        finally:
            total += 1
    return total


print(fails(3000, 2900), fails(10, 3), fails(10, 20))


def inner(i):
    if i > 2500:
        raise ValueError(i)
    return i


def outer(n):
    x = 0
    for i in range(n):
        x += inner(i)
    return x


print(outer(2400))
for _ in range(2):
    try:
        outer(5000)
    except ValueError as e:
        print(e.args, [(f.name, f.lineno - outer.__code__.co_firstlineno) for f in traceback.extract_tb(e.__traceback__)][1:])


def unbound(n):
    for i in range(n):
        if i == 2999:
            del value
        value2 = i
        if i < 2999:
            value = i
    return value


for n in (2000, 3000):
    try:
        print(unbound(n))
    except UnboundLocalError as e:
        print(e)


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


for i in range(40):
    assert depth(100) == 100
print(depth(300), depth(55), depth(62), depth(900))


def endless(n):
    return endless(n + 1) + 1


for _ in range(3):
    try:
        endless(0)
    except RecursionError as e:
        print(e, len(traceback.extract_tb(e.__traceback__)) > 900)
print(depth(200))


def walk(n, d):
    yield n
    if d:
        for s in (1, 2, 3):
            got = yield from walk(n * 10 + s, d - 1)
            assert got == d - 1
    return d


for _ in range(60):
    assert len(list(walk(1, 3))) == 40
print(sum(walk(1, 4)), max(walk(1, 3)), [x for x in walk(1, 2) if x % 2])


def echo():
    got = []
    try:
        while True:
            got.append((yield len(got)))
    except KeyError as e:
        yield 'caught %s' % e
    finally:
        got.append('done')
        sink.append(got[-2:])


sink = []
for n in (1500, 3, 1500):
    g = echo()
    next(g)
    for i in range(n):
        last = g.send(i)
    print(last, g.throw(KeyError('k')))
    g.close()
print(sink)


def consume(gen):
    total = 0
    for a, b in gen:
        total += a * b
    return total


print(consume((i, i + 1) for i in range(3000)), consume(zip(range(2000), range(2000))), consume(enumerate(range(2000))),
      consume({i: i for i in range(2000)}.items()), consume([(1, 2)] * 1500), consume(iter([[1, 2]] * 1500)))
try:
    consume([(1, 2)] * 2000 + [(1, 2, 3)])
except ValueError as e:
    print(e)


class Iterator:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


def count(it):
    n = 0
    for x in it:
        n += x
    else:
        n += 0.5
    return n


print(count(Iterator(3000)), count(range(3000)), count([1] * 3000), count({1, 2}), count(Iterator(3)), count(x for x in (1, 2)))


def lines(n):
    out = []

    def trace(frame, event, arg):
        if frame.f_code is traced.__code__:
            out.append((event, frame.f_lineno - traced.__code__.co_firstlineno))
        return trace

    def traced(m):
        s = 0
        for i in range(m):
            s += i
        return s

    for i in range(200):
        traced(20)
    sys.settrace(trace)
    traced(2)
    sys.settrace(None)
    traced(5000)
    return out


print(lines(1))


def midway(n):
    for i in range(n):
        if i == 3000:
            sys.setprofile(lambda *a: seen.append(a[1]))
        helper(i)
        if i == 3001:
            sys.setprofile(None)
    return i


seen = []
helper = lambda i: i
print(midway(5000), [s for s in seen if s in ('call', 'return')])


def truth(items):
    n = 0
    for x in items:
        if x:
            n += 1
        if not x:
            n += 100
        n += 10000 if x and x else 1000000
    return n


class Odd:
    def __init__(self, v):
        self.v = v

    def __bool__(self):
        return self.v


class Sized:
    def __len__(self):
        return 0


print(truth([0, 1, '', 'a', [], [0], None, 0.0, True] * 300), truth([Odd(True), Odd(False), Sized()] * 800))
try:
    truth([1] * 2000 + [Odd(5)])
except TypeError as e:
    print(e)


def cells(n):
    total = 0

    def add(k):
        nonlocal total
        total += k
        return total
    for i in range(n):
        add(i)
    if n == 1:
        del total
        try:
            add(1)
        except NameError as e:
            return str(e)
    return total


print([cells(n) for n in (2000, 5, 1, 2000)])


def strings(words):
    out = {}
    for w in words:
        for c in w:
            if c in 'aeiou' and c != 'o' and w[0] == c or c == 'z':
                out[c] = out.get(c, 0) + 1
        key = w[-1], len(w)
        out[key] = f'{out.get(key, 0)!s:>2}{w[:1]}'
    return sorted(out.items(), key=str)


print(strings(['apple', 'orange', 'zoo', 'ink'] * 500))

switch = 0


class Flags:
    on = True

    def __init__(self):
        self.off = []


def conditions(flags, table, items):
    # Jumps that read a global, an attribute, an item, a cell, a result without a comparison before them.
    out = [0] * 8
    cell = None
    for key in items:
        if switch:
            out[0] += 1
        if not flags.on:
            out[1] += 1
        if flags.off:
            out[2] += 1
        if table[key]:
            out[3] += 1
        if cell:
            out[4] += 1
        if key and not table[key] or flags.off and key:
            out[5] += 1
        if not (key in table) is False:
            out[6] += 1
        out[7] += 1 if table[key] is None else 2 if cell is None else 3
        while not cell:
            cell = (lambda: cell or key)()
            break
    return out


flags = Flags()
table = {0: None, 1: 'x', 2: ''}
print(conditions(flags, table, [0, 1, 2] * 900))
switch = 1
flags.on = False
flags.off.append(1)
print(conditions(flags, table, [0, 1, 2] * 900))


def until(limit):
    n = 0
    while not done:
        n += 1
        if n == limit:
            done.append(n)
    return n


done = []
print(until(5000))
