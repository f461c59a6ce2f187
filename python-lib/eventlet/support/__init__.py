"""Small helpers shared by the whole package."""
import functools
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
    except IndexError:
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
    """Return a decorator for a function or class that is still reachable as ``old`` and should be used as ``new``.

    Names without a dot are eventlet's own.
    """
    old, new = (name if '.' in name else 'eventlet.' + name for name in (old, new))

    def warn():
        warnings.warn(
            '{old} is deprecated and will be removed in next version. Use {new} instead.\n'
            "Autoupgrade: fgrep -rl '{old}' . |xargs -t sed --in-place='' -e 's/{old}/{new}/'\n".format(old=old, new=new),
            DeprecationWarning, stacklevel=3)

    def wrapper(base):
        if isinstance(base, type):
            class klass(base):
                def __init__(self, *args, **kwargs):
                    warn()
                    super(klass, self).__init__(*args, **kwargs)
            klass.__name__ = base.__name__
            klass.__module__ = base.__module__
            klass.__qualname__ = base.__qualname__
            klass.__doc__ = base.__doc__
            return klass

        @functools.wraps(base)
        def wrapped(*args, **kwargs):
            warn()
            return base(*args, **kwargs)
        return wrapped
    return wrapper
