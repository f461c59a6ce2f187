"""Green builtins: open tells the hub about descriptors that are handed out again."""
import builtins as builtins_orig

from eventlet import hubs
from eventlet.patcher import slurp_properties

__all__ = dir(builtins_orig)
__patched__ = ['open']
slurp_properties(builtins_orig, globals(), ignore=__patched__, srckeys=dir(builtins_orig))

__original_open = open
__opening = False


def open(*args, **kwargs):
    global __opening
    result = __original_open(*args, **kwargs)
    if not __opening:
        # The hub may open files itself while it tells listeners.
        __opening = True
        try:
            hubs.notify_opened(result.fileno())
        finally:
            __opening = False
    return result
