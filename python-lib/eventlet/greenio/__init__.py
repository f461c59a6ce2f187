"""Green sockets and pipes."""
from eventlet.greenio.base import *
from eventlet.greenio.py3 import *


def __getattr__(name):
    if name == 'SSL':
        return base.SSL
    raise AttributeError('module %r has no attribute %r' % (__name__, name))
