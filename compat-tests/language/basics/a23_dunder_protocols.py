class Seq:
    def __init__(self, *items):
        self.items = list(items)

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        return self.items[i]

    def __setitem__(self, i, v):
        self.items[i] = v

    def __delitem__(self, i):
        del self.items[i]

    def __contains__(self, x):
        return x in self.items

    def __iter__(self):
        return iter(self.items)

    def __reversed__(self):
        return reversed(self.items)

    def __call__(self, *a, **k):
        return a, k

    def __bool__(self):
        return bool(self.items)

    def __str__(self):
        return 'Seq<%s>' % ', '.join(map(str, self.items))

    def __lt__(self, other):
        return len(self) < len(other)

    def __hash__(self):
        return 7

    def __getattr__(self, name):
        return 'attr ' + name


s = Seq(1, 2, 3)
print(len(s), s[0], s[-1], 2 in s, list(s), list(reversed(s)), s(1, k=2), bool(s), bool(Seq()), str(s), hash(s), s.foo)
s[0] = 9
del s[1]
print(s, f'{s}', '%s' % s, s < Seq(1, 2, 3), s > Seq(1))
