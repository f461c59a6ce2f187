class Point:
    dimensions = 2

    def __init__(self, x, y=0):
        self.x = x
        self.y = y

    def length(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5

    def __repr__(self):
        return 'Point(%r, %r)' % (self.x, self.y)

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def __eq__(self, other):
        return isinstance(other, Point) and (self.x, self.y) == (other.x, other.y)

    @staticmethod
    def origin():
        return Point(0)

    @classmethod
    def make(cls, pair):
        return cls(*pair)

    @property
    def swapped(self):
        return Point(self.y, self.x)


class Point3(Point):
    dimensions = 3

    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z


p = Point(3, 4)
print(p, p.length(), p.dimensions, p + p, p == Point(3, 4), p != Point(1))
print(Point.origin(), Point.make((1, 2)), p.swapped)
q = Point3(1, 2, 3)
print(q, q.z, q.dimensions, isinstance(q, Point), issubclass(Point3, Point), type(q).__name__)
p.extra = 1
print(hasattr(p, 'extra'), getattr(p, 'none', 'default'), p.__dict__)
del p.extra
setattr(p, 'x', 5)
print(vars(p), Point.__mro__[-1])
try:
    p.swapped = 1
except AttributeError as error:
    print(error)
