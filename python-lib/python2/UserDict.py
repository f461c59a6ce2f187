"""UserDict of Python 2: classes to derive dictionaries from."""

import collections.abc

__all__ = ['UserDict', 'IterableUserDict', 'DictMixin']


class _Views:
    def keys(self):
        return list(self.data.keys())

    def values(self):
        return [self[key] for key in self.data]

    def items(self):
        return [(key, self[key]) for key in self.data]

    def iterkeys(self):
        return iter(self.data)

    def itervalues(self):
        return iter(self.values())

    def iteritems(self):
        return iter(self.items())


class UserDict(_Views):
    def __init__(self, dict=None, **kwargs):
        self.data = {}
        if dict is not None:
            self.update(dict)
        if kwargs:
            self.update(kwargs)

    def __repr__(self):
        import _python2
        return _python2.repr(self.data)

    def __cmp__(self, other):
        import _python2
        return _python2.cmp(self.data, other.data if isinstance(other, UserDict) else other)

    def __eq__(self, other):
        return self.data == (other.data if isinstance(other, UserDict) else other)

    __hash__ = None

    def __len__(self):
        return len(self.data)

    def __getitem__(self, key):
        if key in self.data:
            return self.data[key]
        if hasattr(self.__class__, '__missing__'):
            return self.__class__.__missing__(self, key)
        raise KeyError(key)

    def __setitem__(self, key, item):
        self.data[key] = item

    def __delitem__(self, key):
        del self.data[key]

    def __contains__(self, key):
        return key in self.data

    def __iter__(self):
        return iter(self.data)

    def has_key(self, key):
        return key in self.data

    def clear(self):
        self.data.clear()

    def copy(self):
        import copy
        if self.__class__ is UserDict:
            return UserDict(self.data.copy())
        data = self.data
        try:
            self.data = {}
            made = copy.copy(self)
        finally:
            self.data = data
        made.update(self)
        return made

    def update(self, dict=None, **kwargs):
        if isinstance(dict, UserDict):
            self.data.update(dict.data)
        elif dict is not None:
            if isinstance(dict, type({})) or not hasattr(dict, 'items'):
                self.data.update(dict)
            else:
                for key, value in dict.items():
                    self[key] = value
        if kwargs:
            self.data.update(kwargs)

    def get(self, key, failobj=None):
        return self[key] if key in self else failobj

    def setdefault(self, key, failobj=None):
        if key not in self:
            self[key] = failobj
        return self[key]

    def pop(self, key, *args):
        return self.data.pop(key, *args)

    def popitem(self):
        return self.data.popitem()

    @classmethod
    def fromkeys(cls, iterable, value=None):
        made = cls()
        for key in iterable:
            made[key] = value
        return made


class IterableUserDict(UserDict):
    pass


class DictMixin:
    """All of a dictionary over __getitem__, __setitem__, __delitem__ and keys()."""

    def __iter__(self):
        return iter(list(self.keys()))

    def has_key(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def __contains__(self, key):
        return self.has_key(key)

    def iteritems(self):
        return iter([(key, self[key]) for key in self])

    def iterkeys(self):
        return iter(self)

    def itervalues(self):
        return iter([self[key] for key in self])

    def values(self):
        return [self[key] for key in self]

    def items(self):
        return [(key, self[key]) for key in self]

    def clear(self):
        for key in list(self.keys()):
            del self[key]

    def setdefault(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            self[key] = default
        return default

    def pop(self, key, *args):
        if len(args) > 1:
            raise TypeError('pop expected at most 2 arguments, got %d' % (1 + len(args)))
        try:
            value = self[key]
        except KeyError:
            if args:
                return args[0]
            raise
        del self[key]
        return value

    def popitem(self):
        for key in self:
            value = self[key]
            del self[key]
            return key, value
        raise KeyError('container is empty')

    def update(self, other=None, **kwargs):
        if other is not None:
            pairs = [(key, other[key]) for key in other.keys()] if hasattr(other, 'keys') else other
            for key, value in pairs:
                self[key] = value
        if kwargs:
            self.update(kwargs)

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def __repr__(self):
        import _python2
        return _python2.repr(dict(self.items()))

    def __cmp__(self, other):
        import _python2
        if other is None:
            return 1
        if isinstance(other, DictMixin):
            other = dict(other.items())
        return _python2.cmp(dict(self.items()), other)

    def __eq__(self, other):
        return dict(self.items()) == (dict(other.items()) if isinstance(other, DictMixin) else other)

    __hash__ = None

    def __len__(self):
        return len(list(self.keys()))


collections.abc.MutableMapping.register(IterableUserDict)
