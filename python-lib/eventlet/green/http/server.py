"""Green http.server."""
from eventlet import patcher
from eventlet.green import SocketServer, os, select, socket, subprocess, time
from eventlet.green.http import client

patcher.inject(
    'http.server', globals(),
    ('socket', socket), ('socketserver', SocketServer), ('select', select), ('os', os), ('time', time),
    ('subprocess', subprocess), ('http.client', client))
del patcher, client
