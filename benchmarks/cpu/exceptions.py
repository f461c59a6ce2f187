# bench: unit=s group=cpu
import _timing


class Invalid(Exception):
    def __init__(self, value):
        super().__init__(value)
        self.value = value


def check(n):
    if n % 3 == 0:
        raise Invalid(n)
    return n


def layer(n):
    try:
        return check(n)
    finally:
        layer.calls += 1


def main():
    layer.calls = bad = missing = 0
    table = {i: i for i in range(0, 1000, 2)}
    for i in range(300000):
        try:
            layer(i)
        except Invalid as error:
            bad += error.value & 1
        try:
            table[i % 1000]
        except KeyError:
            missing += 1
    for i in range(100000):
        try:
            try:
                int('x' if i % 2 else '1')
            except ValueError as error:
                raise RuntimeError('wrapped') from error
        except RuntimeError:
            bad += 1
    assert bad and missing == 150000 and layer.calls == 300000


_timing.run(main, times=4)
