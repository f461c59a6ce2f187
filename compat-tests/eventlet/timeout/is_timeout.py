import eventlet, socket
from eventlet import is_timeout, wrap_is_timeout
print(is_timeout(eventlet.Timeout(None)), is_timeout(socket.timeout('x')), is_timeout(TimeoutError()),
      is_timeout(ValueError()), is_timeout(None), is_timeout(3))
@wrap_is_timeout
class Slow(Exception):
    pass
print(Slow.__name__, Slow('s').is_timeout, is_timeout(Slow('t')))
@wrap_is_timeout
def make():
    "doc"
    return KeyError('k')
print(make.__name__, make.__doc__, is_timeout(make()), make().is_timeout)
from eventlet.green import socket as gs
print(is_timeout(gs.timeout('x')), gs.timeout is socket.timeout)
