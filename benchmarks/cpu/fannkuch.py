# bench: unit=s group=cpu
# Pancake flips over all permutations: list slices and integer loops.
import _timing
from itertools import permutations


def flips(p):
    count = 0
    first = p[0]
    while first:
        p[:first + 1] = p[first::-1]
        count += 1
        first = p[0]
    return count


def main():
    best = checksum = 0
    sign = 1
    for i, p in enumerate(permutations(range(9))):
        n = flips(list(p))
        if n > best:
            best = n
        checksum += n if i % 2 == 0 else -n
    assert best == 30


_timing.run(main, times=3)
