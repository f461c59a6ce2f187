import eventlet
from eventlet import greenio
from eventlet.green import socket
a, b = socket.socketpair()
print(greenio.shutdown_safe(a), b.recv(1))
print(greenio.shutdown_safe(socket.socket()))
a.close()
try:
    print(greenio.shutdown_safe(a))
except OSError as e:
    print(type(e).__name__, e)
class NoArgument(object):
    def shutdown(self, *a):
        if a:
            raise TypeError()
        return 'plain'
print(greenio.shutdown_safe(NoArgument()))
class Odd(object):
    def shutdown(self, how):
        raise OSError(5, 'io')
try:
    greenio.shutdown_safe(Odd())
except OSError as e:
    print(e)
