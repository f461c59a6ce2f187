"""Green socket without green name resolution, for the resolver itself to use."""
__socket = __import__('socket')

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
        fd = args[0]
        return socket(_original_socket(*args[1:], fileno=os.dup(fd)) if len(args) > 1
                      else __original_fromfd__(*args))
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
