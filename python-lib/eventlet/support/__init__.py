"""Small helpers shared by the whole package."""
import functools
import inspect
import sys
import warnings

from eventlet.support import greenlets

PY33 = sys.version_info[:2] == (3, 3)

_MISSING = object()


def get_errno(exc):
    """Return the errno an exception carries, or None when it has none.

    Looks at the ``errno`` attribute first and at the first argument next, because not every exception that
    travels through socket code derives from OSError.
    """
    code = getattr(exc, 'errno', None)
    if code is not None:
        return code
    try:
        return exc.args[0]
    except (AttributeError, IndexError):
        return None


if sys.version_info[0] < 3 or not greenlets.preserves_excinfo:
    from sys import exc_clear as clear_sys_exc_info
else:
    def clear_sys_exc_info():
        """Nothing to clear: exception state belongs to each greenlet."""


def bytes_to_str(b, encoding='ascii'):
    """Decode bytes to str."""
    return b.decode(encoding)


def wrap_deprecated(old, new):
    """Return a decorator that warns that ``old`` goes away, naming ``new``."""
    def wrapper(func):
        module = inspect.getmodule(func)
        location = module.__name__ if module is not None else func.__module__

        @functools.wraps(func)
        def replacement(*args, **kwargs):
            warnings.warn('{0}.{1} is deprecated, use {0}.{2}'.format(location, old, new),
                          DeprecationWarning, stacklevel=2)
            return func(*args, **kwargs)
        return replacement
    return wrapper
