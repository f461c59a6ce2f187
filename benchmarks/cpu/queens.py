# bench: unit=s group=cpu
import _timing


def queens(n):
    solutions = 0
    columns, rising, falling = [False] * n, [False] * (2 * n), [False] * (2 * n)

    def place(row):
        nonlocal solutions
        if row == n:
            solutions += 1
            return
        for c in range(n):
            if not (columns[c] or rising[row + c] or falling[row - c + n]):
                columns[c] = rising[row + c] = falling[row - c + n] = True
                place(row + 1)
                columns[c] = rising[row + c] = falling[row - c + n] = False
    place(0)
    return solutions


def main():
    assert queens(8) == 92
    assert queens(9) == 352


_timing.run(main, times=100)
