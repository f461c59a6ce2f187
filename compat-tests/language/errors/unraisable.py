# compat: stderr=yes
import gc
import sys


class D:
    def __del__(self):
        raise ValueError('in del')


seen = []
sys.unraisablehook = lambda u: seen.append((u.exc_type.__name__, str(u.exc_value), u.err_msg, u.object is not None))
D()
gc.collect()
print(seen)
sys.unraisablehook = sys.__unraisablehook__
import weakref


class O:
    pass


def callback(r):
    1 / 0


o = O()
seen.clear()
sys.unraisablehook = lambda u: seen.append((u.exc_type.__name__, str(u.exc_value)))
w = weakref.ref(o, callback)
del o
gc.collect()
print(seen, w() is None)
