# bench: unit=s group=cpu
# Digits of pi by a spigot over rationals: big integers.
import _timing


def digits(n):
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    out = []
    while len(out) < n:
        if 4 * q + r - t < m * t:
            out.append(m)
            q, r, m = 10 * q, 10 * (r - m * t), 10 * (3 * q + r) // t - 10 * m
        else:
            q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2
    return out


def main():
    assert digits(1500)[-5:] and digits(10) == [3, 1, 4, 1, 5, 9, 2, 6, 5, 3]
    a, b = 0, 1
    for _ in range(20000):
        a, b = b, a + b
    assert len(hex(a)) > 3000
    assert pow(3, 2 ** 200 + 1, 2 ** 521 - 1) and 3 ** 5000 % 1000007


_timing.run(main, times=8)
