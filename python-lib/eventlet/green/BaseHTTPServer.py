"""Green http.server, under the name that Python 2 gave it."""
from eventlet import patcher
from eventlet.green import SocketServer, socket

patcher.inject('http.server', globals(), ('socket', socket), ('SocketServer', SocketServer),
               ('socketserver', SocketServer))

del patcher

if __name__ == '__main__':
    test()
