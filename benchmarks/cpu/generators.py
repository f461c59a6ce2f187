# bench: unit=s group=cpu
import _timing


def numbers(n):
    i = 0
    while i < n:
        yield i
        i += 1


def double(source):
    for x in source:
        yield x * 2


def odd_thirds(source):
    for x in source:
        if x % 3:
            yield x


def walk(depth):
    if depth:
        yield from walk(depth - 1)
        yield depth
        yield from walk(depth - 1)


def averager():
    total = count = 0
    average = None
    while True:
        total += yield average
        count += 1
        average = total / count


def main():
    assert sum(odd_thirds(double(numbers(500000)))) > 0
    assert sum(walk(15)) > 0
    a = averager()
    next(a)
    for i in range(300000):
        last = a.send(i)
    assert last == 149999.5
    assert sum(x * y for x in range(500) for y in range(500) if x != y) > 0


_timing.run(main, times=8)
