"""Green http.client."""
import sys

from eventlet import patcher
from eventlet.green import os, socket

to_patch = [('socket', socket), ('os', os)]
try:
    from eventlet.green import ssl
    to_patch.append(('ssl', ssl))
except ImportError:
    pass

patcher.inject('http.client', globals(), *to_patch)
del patcher
