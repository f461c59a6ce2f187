import collections as _collections
import inspect as _inspect

ArgSpec = _collections.namedtuple('ArgSpec', 'args varargs keywords defaults')


def getargspec(func):
    """Get the names and default values of a function's arguments."""
    spec = _inspect.getfullargspec(func)
    return ArgSpec(spec.args, spec.varargs, spec.varkw, spec.defaults)
