"""Green sockets and pipes."""
from eventlet.greenio.base import *
from eventlet.greenio.py3 import *
