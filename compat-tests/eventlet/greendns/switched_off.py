# EVENTLET_NO_GREENDNS leaves name resolution to the system: in a thread, so that others go on.
import os
os.environ['EVENTLET_NO_GREENDNS'] = 'YES'
import eventlet
from eventlet.green import socket

print('eventlet.support.greendns' in __import__('sys').modules)
ticks = []


def tick():
    for i in range(5):
        ticks.append(i)
        eventlet.sleep(0.001)


g = eventlet.spawn(tick)
print(socket.gethostbyname('127.0.0.1'), socket.gethostbyname('localhost'))
print(sorted(set(x[4][0] for x in socket.getaddrinfo('127.0.0.1', 80, 0, socket.SOCK_STREAM))))
print(socket.getaddrinfo('::1', 'http', socket.AF_INET6, socket.SOCK_STREAM)[0][4])
print(socket.getnameinfo(('127.0.0.1', 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV))
for ask in (lambda: socket.gethostbyname('no-such-name.invalid'), lambda: socket.getaddrinfo('no-such-name.invalid', 80)):
    try:
        ask()
    except socket.gaierror as e:
        print('gaierror')
print(socket.gethostbyname_ex('127.0.0.1')[2])
g.wait()
print(ticks)
