# bench: unit=s group=cpu
import _timing


def multiply(a, b):
    columns = list(zip(*b))
    return [[sum(x * y for x, y in zip(row, column)) for column in columns] for row in a]


def sieve(n):
    flags = bytearray([1]) * (n + 1)
    for i in range(2, int(n ** 0.5) + 1):
        if flags[i]:
            for j in range(i * i, n + 1, i):
                flags[j] = 0
    return sum(flags) - 2


def life(width, height, steps):
    cells = {(x, y) for x in range(width) for y in range(height) if (x * 7 + y * 13) % 5 == 0}
    for _ in range(steps):
        near = {}
        for x, y in cells:
            for dx in (-1, 0, 1):
                for dy in (-1, 0, 1):
                    if dx or dy:
                        key = (x + dx) % width, (y + dy) % height
                        near[key] = near.get(key, 0) + 1
        cells = {c for c, n in near.items() if n == 3 or n == 2 and c in cells}
    return len(cells)


def main():
    n = 90
    a = [[(i * j) % 7 + 0.5 for j in range(n)] for i in range(n)]
    assert multiply(a, multiply(a, a))[0][0] > 0
    assert sieve(900000) == 71274
    assert life(48, 48, 25) >= 0


_timing.run(main, times=6)
