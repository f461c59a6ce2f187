import os, eventlet, warnings
warnings.simplefilter('ignore')
from eventlet.green import socket, ssl
here = os.path.dirname(os.path.abspath(__file__))
cert, key = os.path.join(here, '_cert.pem'), os.path.join(here, '_key.pem')
l = eventlet.wrap_ssl(eventlet.listen(('127.0.0.1', 0)), certfile=cert, keyfile=key, server_side=True)
print(type(l).__name__)
def serve():
    c, a = l.accept()
    print(type(c).__name__, c.recv(10))
    c.sendall(b'bye')
    c.shutdown(socket.SHUT_RDWR); c.close()
g = eventlet.spawn(serve)
c = eventlet.wrap_ssl(eventlet.connect(l.getsockname()))
c.sendall(b'hi')
print(c.recv(10), c.recv(10))
g.wait()
g = eventlet.spawn(serve)
plain = socket.socket()
c = ssl.wrap_socket(plain)
c.connect(l.getsockname())
c.write(b'later')
f = c.makefile('rb')
print(f.read(3))
g.wait()
try:
    ssl.wrap_socket(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
except NotImplementedError as e:
    print(e)
