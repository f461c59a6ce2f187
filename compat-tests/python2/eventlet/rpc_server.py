# Remote calls: pickled tuples with a length in front, over green sockets.
import cPickle as pickle
import struct
import eventlet
from eventlet.green import socket


def send(sock, value):
    data = pickle.dumps(value, 2)
    sock.sendall(struct.pack('!I', len(data)) + data)


def receive(sock):
    header = exactly(sock, 4)
    if not header:
        return None
    return pickle.loads(exactly(sock, struct.unpack('!I', header)[0]))


def exactly(sock, n):
    data = ''
    while len(data) < n:
        more = sock.recv(n - len(data))
        if not more:
            return ''
        data += more
    return data


class Calculator(object):
    def add(self, a, b):
        return a + b

    def divide(self, a, b):
        return a / b

    def slow(self, seconds):
        eventlet.sleep(seconds)
        return 'slept'


class Server:
    def __init__(self, service):
        self.service = service
        self.listener = eventlet.listen(('127.0.0.1', 0))

    def run(self):
        while 1:
            sock, peer = self.listener.accept()
            eventlet.spawn_n(self.serve, sock)

    def serve(self, sock):
        while 1:
            request = receive(sock)
            if request is None:
                break
            name, args = request
            try:
                send(sock, ('ok', getattr(self.service, name)(*args)))
            except Exception, e:
                send(sock, ('error', '%s: %s' % (e.__class__.__name__, e)))


class Proxy:
    def __init__(self, address):
        self.__sock = socket.socket()
        self.__sock.connect(address)

    def __getattr__(self, name):
        def call(*args):
            send(self.__sock, (name, args))
            status, value = receive(self.__sock)
            if status == 'error':
                raise RuntimeError, value
            return value
        return call

server = Server(Calculator())
eventlet.spawn_n(server.run)
proxy = Proxy(server.listener.getsockname())
print proxy.add(2, 3), proxy.add('a\xff', 'b'), proxy.add([1], [2]), proxy.divide(7, 2)
for arguments in ((1, 0), (1,)):
    try:
        proxy.divide(*arguments)
    except RuntimeError, e:
        print str(e)[:17]
try:
    proxy.nothing()
except RuntimeError, e:
    print str(e)[:14]
pile = eventlet.GreenPile()
for i in range(5):
    pile.spawn(lambda i: Proxy(server.listener.getsockname()).slow(0.01 * (5 - i)) + str(i), i)
print list(pile)
