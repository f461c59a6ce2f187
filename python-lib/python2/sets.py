"""sets of Python 2."""

__all__ = ['BaseSet', 'Set', 'ImmutableSet']


class Set(set):
    def union_update(self, other):
        self.update(other)

    def __repr__(self):
        import _python2
        return 'Set(%s)' % _python2.repr(list(self))


class ImmutableSet(frozenset):
    def __repr__(self):
        import _python2
        return 'ImmutableSet(%s)' % _python2.repr(list(self))


BaseSet = (Set, ImmutableSet)
