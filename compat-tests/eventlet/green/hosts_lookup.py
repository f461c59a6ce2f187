import eventlet
from eventlet.green import socket
print(socket.gethostbyname('localhost'))
l = socket.socket(); l.bind(('127.0.0.1', 0)); l.listen(5)
c = socket.create_connection(('localhost', l.getsockname()[1]))
print(c.getpeername() == l.getsockname())
print(('127.0.0.1', 80) in [x[4] for x in socket.getaddrinfo('localhost', 80)])
d = socket.socket()
d.connect(('localhost', l.getsockname()[1]))
print('connected by name')
