"""new of Python 2: makes objects of the interpreter's own types."""

from types import CodeType as code, FunctionType as function, MethodType as _method, ModuleType as module

import _python2

__all__ = ['classobj', 'code', 'function', 'instance', 'instancemethod', 'module']

classobj = type


def instance(cls, namespace=None):
    """Make an instance of a class without calling its __init__."""
    made = cls.__new__(cls)
    made.__dict__.update(namespace or {})
    return made


def instancemethod(function, instance, cls=None):
    """Bind a function to an instance."""
    return function if instance is None else _method(function, instance)
