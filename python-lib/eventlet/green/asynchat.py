"""Green asynchat."""
import warnings as _warnings

from eventlet import patcher
from eventlet.green import asyncore, socket

with _warnings.catch_warnings():
    _warnings.simplefilter('ignore', DeprecationWarning)
    patcher.inject('asynchat', globals(), ('asyncore', asyncore), ('socket', socket))

del patcher
