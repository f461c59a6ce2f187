import operator as _operator
from collections.abc import Mapping as _Mapping
from numbers import Number as _Number


def div(a, b):
    """Same as a / b when division is not from the future."""
    return a // b if isinstance(a, int) and isinstance(b, int) else a / b


def idiv(a, b):
    return div(a, b)


__div__, __idiv__ = div, idiv


def isCallable(obj):
    return callable(obj)


def isMappingType(obj):
    return isinstance(obj, _Mapping) or hasattr(obj, 'keys')


def isNumberType(obj):
    return isinstance(obj, _Number)


def isSequenceType(obj):
    return hasattr(obj, '__getitem__') and not isMappingType(obj)


def sequenceIncludes(a, b):
    return b in a


def repeat(obj, times):
    return obj * times


irepeat = repeat


def delslice(obj, a, b):
    del obj[a:b]


def getslice(obj, a, b):
    return obj[a:b]


def setslice(obj, a, b, values):
    obj[a:b] = values
