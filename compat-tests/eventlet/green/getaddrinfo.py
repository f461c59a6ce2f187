import eventlet
from eventlet.green import socket
def show(*a, **kw):
    try:
        print([(f.name, t.name, p, sa) for f, t, p, c, sa in socket.getaddrinfo(*a, **kw)])
    except Exception as e:
        print(type(e).__name__, e)
show('127.0.0.1', 80, 0, socket.SOCK_STREAM)
show('127.0.0.1', 80, socket.AF_INET, socket.SOCK_DGRAM)
show('::1', 80, socket.AF_INET6, socket.SOCK_STREAM)
show('127.0.0.1', '80', socket.AF_INET, socket.SOCK_STREAM)
show('10.0.0.1', None, socket.AF_INET, socket.SOCK_STREAM)
show(None, 80, socket.AF_INET, socket.SOCK_STREAM)
show('127.0.0.1', 80, socket.AF_INET6, socket.SOCK_STREAM)
show('name.invalid', 80, 0, socket.SOCK_STREAM, 0, socket.AI_NUMERICHOST)
print(socket.gethostbyname('127.0.0.1'), socket.gethostbyname_ex('10.1.2.3'))
print(socket.getnameinfo(('127.0.0.1', 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV)[0])
try:
    socket.getnameinfo('127.0.0.1', 0)
except TypeError as e:
    print('TypeError', e)
