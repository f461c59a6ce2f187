# bench: unit=s group=cpu
import _timing


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def main():
    assert fib(29) == 514229


_timing.run(main, times=12)
