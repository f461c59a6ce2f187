"""Methods that classes of the dialect are given, and the types that only Python 2 had."""

import _python2

__all__ = ['long']

_LIMIT = 1 << 63


def _comparison(test):
    def compare_by_cmp(self, other):
        order = self.__cmp__(other)
        if order is NotImplemented:
            return NotImplemented
        return test(order)
    return compare_by_cmp


def _wrap_slices(cls):
    """Gives a class that has __getslice__ or its like an item access that asks them for plain slices."""
    for old, new in ('__getslice__', '__getitem__'), ('__setslice__', '__setitem__'), ('__delslice__', '__delitem__'):
        if hasattr(cls, old) and (old in cls.__dict__ or new in cls.__dict__):
            setattr(cls, new, _slicing(cls, old, new, cls.__dict__.get(new)))


def _slicing(cls, old, new, own):
    def access(self, key, *value):
        if type(key) is slice and key.step is None:
            start = 0 if key.start is None else key.start
            stop = _LIMIT - 1 if key.stop is None else key.stop
            if start < 0 or stop < 0:
                length = len(self)
                start = max(start + length, 0) if start < 0 else start
                stop = max(stop + length, 0) if stop < 0 else stop
            return getattr(self, old)(start, stop, *value)
        if own is not None:
            return own(self, key, *value)
        return getattr(super(cls, self), new)(key, *value)
    access.__name__ = access.__qualname__ = new
    return access


class _LongMeta(type):
    def __instancecheck__(cls, value):
        return isinstance(value, int) and not isinstance(value, bool) and not -_LIMIT <= value < _LIMIT

    def __subclasscheck__(cls, other):
        return other is cls or type.__subclasscheck__(cls, other)

    def __eq__(cls, other):
        return cls is other

    def __hash__(cls):
        return type.__hash__(cls)

    def __repr__(cls):
        return "<type 'long'>"


class long(int, metaclass=_LongMeta):
    """long(x=0) -> long

    Integers have one type here; those that need more than 64 bits are instances of this one too.
    """

    def __new__(cls, value=0, *base):
        if isinstance(value, str) and value[-1:] in ('l', 'L') and not (base and base[0] > 21):
            value = value[:-1]
        return int(value, *base)


long.__module__ = '__builtin__'


class _OldMeta(type):
    def __repr__(cls):
        return "<type '%s'>" % cls.__name__

    def __call__(cls, *args):
        return cls.make(*args)


class classobj(metaclass=_OldMeta):
    """classobj(name, bases, dict): the type of classes without a base."""

    @staticmethod
    def make(name, bases, namespace):
        return _python2.__build_class__(_body(namespace), name, *bases)


class _ClassObjMeta(_OldMeta):
    def __instancecheck__(cls, value):
        return _python2._is_old(value, False)


class _InstanceMeta(_OldMeta):
    def __instancecheck__(cls, value):
        return _python2._is_old(value, True)


class ClassType(classobj, metaclass=_ClassObjMeta):
    pass


class InstanceType(metaclass=_InstanceMeta):
    """instance(class[, dict])"""

    @staticmethod
    def make(cls, namespace=None):
        made = cls.__new__(cls)
        made.__dict__.update(namespace or {})
        return made


ClassType.__name__ = ClassType.__qualname__ = 'classobj'
InstanceType.__name__ = InstanceType.__qualname__ = 'instance'


def _body(namespace):
    # A class body that binds what the dict holds.
    code = compile('locals().update(_names)', '<classobj>', 'exec')

    def body():
        pass
    return type(body)(code, {'_names': namespace, '__name__': namespace.get('__module__', '__main__')})


HIDDEN = {
    '_ClassType': ClassType, '_InstanceType': InstanceType, '_LongType': long, '_wrap_slices': _wrap_slices,
    '_cmp__eq__': _comparison(lambda order: order == 0), '_cmp__ne__': _comparison(lambda order: order != 0),
    '_cmp__lt__': _comparison(lambda order: order < 0), '_cmp__le__': _comparison(lambda order: order <= 0),
    '_cmp__gt__': _comparison(lambda order: order > 0), '_cmp__ge__': _comparison(lambda order: order >= 0),
}
