# bench: unit=s group=cpu
import _timing


class Shape:
    def __init__(self, size):
        self._size = size

    @property
    def size(self):
        return self._size

    def area(self):
        return 0

    def scaled(self, by):
        return self.area() * by

    @classmethod
    def make(cls, n):
        return cls(n)

    @staticmethod
    def clamp(v):
        return v if v < 1000 else 1000


class Square(Shape):
    def area(self):
        return self.size * self.size


class Circle(Shape):
    def area(self):
        return 3 * self._size * self._size

    def scaled(self, by):
        return super().scaled(by) + 1


class Vector:
    __slots__ = ('x', 'y')

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, o):
        return Vector(self.x + o.x, self.y + o.y)

    def __eq__(self, o):
        return self.x == o.x and self.y == o.y


def main():
    shapes = [Square.make(i) if i % 2 else Circle.make(i) for i in range(100)]
    total = 0
    for _ in range(3000):
        for s in shapes:
            total += Shape.clamp(s.scaled(2))
    v, step = Vector(0, 0), Vector(1, 2)
    for _ in range(400000):
        v = v + step
    assert total and v == Vector(400000, 800000)


_timing.run(main, times=6)
