"""httplib of Python 2: http.client."""
from eventlet import patcher
from eventlet.green import socket

to_patch = [('socket', socket)]
try:
    from eventlet.green import ssl
    to_patch.append(('ssl', ssl))
except ImportError:
    pass

from eventlet.green.http import client
for name in dir(client):
    if name not in patcher._EXCLUDE and name not in ('patcher', 'to_patch'):
        globals()[name] = getattr(client, name)
del name
