# bench: unit=s group=cpu
import _timing


def entry(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(v, n):
    return [sum(entry(i, j) * v[j] for j in range(n)) for i in range(n)]


def times_transposed(v, n):
    return [sum(entry(j, i) * v[j] for j in range(n)) for i in range(n)]


def main():
    n = 130
    u = [1.0] * n
    for _ in range(10):
        v = times_transposed(times(u, n), n)
        u = times_transposed(times(v, n), n)
    vbv = sum(a * b for a, b in zip(u, v))
    vv = sum(b * b for b in v)
    assert abs((vbv / vv) ** 0.5 - 1.274219) < 1e-3


_timing.run(main, times=6)
