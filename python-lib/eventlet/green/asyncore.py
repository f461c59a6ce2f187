"""Green asyncore."""
import warnings as _warnings

from eventlet import patcher
from eventlet.green import select, socket, time

with _warnings.catch_warnings():
    _warnings.simplefilter('ignore', DeprecationWarning)
    patcher.inject('asyncore', globals(), ('select', select), ('socket', socket), ('time', time))

del patcher
