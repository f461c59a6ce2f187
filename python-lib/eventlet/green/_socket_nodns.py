"""Green socket without green name resolution, for the resolver itself to use."""
__socket = __import__('socket')

import functools
import sys

import eventlet
from eventlet import greenio

__all__ = __socket.__all__
__patched__ = ['fromfd', 'socketpair', 'ssl', 'socket', 'timeout']

eventlet.patcher.slurp_properties(__socket, globals(), ignore=__patched__, srckeys=dir(__socket))

os = __import__('os')
socket = greenio.GreenSocket
_GLOBAL_DEFAULT_TIMEOUT = greenio._GLOBAL_DEFAULT_TIMEOUT
timeout = greenio.socket_timeout

# Bound to the class that makes real sockets, which socket.socket is not once it is patched.
_original_fromfd = __socket.fromfd
_original_socketpair = getattr(__socket, 'socketpair', None)
_original_socket = greenio.base._original_socket

try:
    __original_fromfd__ = __socket.fromfd

    def fromfd(*args):
        """Make a green socket of a duplicate of a descriptor."""
        if len(args) < 3:
            # The original has the right words.
            return socket(__original_fromfd__(*args))
        # Not by the original, whose module may have the green class in place of its own by now.
        return socket(_original_socket(*args[1:], fileno=os.dup(args[0])))
except AttributeError:
    pass

try:
    __original_socketpair__ = __socket.socketpair

    def socketpair(*args):
        """Make a pair of connected green sockets."""
        one, two = __original_socketpair__(*args)
        return socket(one), socket(two)
except AttributeError:
    pass

if hasattr(__socket, 'create_server'):
    __original_create_server__ = __socket.create_server

    @functools.wraps(__original_create_server__)
    def create_server(*args, **kwargs):
        server = __original_create_server__(*args, **kwargs)
        return server if isinstance(server, socket) else socket(server)
