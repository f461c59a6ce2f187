import eventlet, errno
from eventlet.green import socket
s = socket.socket(); s.bind(('127.0.0.1', 0)); addr = s.getsockname()
for timeout in (None, 1):
    c = socket.socket()
    c.settimeout(timeout)
    try:
        c.connect(addr)
    except OSError as e:
        print(type(e).__name__, e, e.args)
    c = socket.socket()
    c.settimeout(timeout)
    print(c.connect_ex(addr) == errno.ECONNREFUSED)
s.listen(20)
c = socket.socket()
print(c.connect(addr))
try:
    print(c.connect(addr))
except OSError as e:
    print(type(e).__name__, e)
c = socket.socket()
print(c.connect_ex(addr))
try:
    socket.create_connection(('127.0.0.1', 1))
except OSError as e:
    print(type(e).__name__, e)
c = socket.socket()
try:
    c.connect(('127.0.0.1',))
except TypeError as e:
    print('TypeError')
try:
    socket.socket(socket.AF_UNIX).connect('/no/such/socket')
except OSError as e:
    print(type(e).__name__, e)
