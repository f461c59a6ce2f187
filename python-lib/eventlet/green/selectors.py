"""Green selectors: a SelectSelector on green select is the only one, and the default."""
import sys

from eventlet import patcher
from eventlet.green import select

__patched__ = [
    'DefaultSelector',
    'SelectSelector',
]
__deleted__ = [
    'PollSelector',
    'EpollSelector',
    'DevpollSelector',
    'KqueueSelector',
]

patcher.inject('selectors', globals(), ('select', select))
del patcher

if sys.platform != 'win32':
    # Bound in the class as a static method: the selector calls self._select(r, w, e, timeout).
    SelectSelector._select = staticmethod(select.select)

DefaultSelector = SelectSelector
for _name in __deleted__:
    globals().pop(_name, None)
