# The backdoor: an interpreter behind a socket.
import eventlet
from eventlet import backdoor
from eventlet.green import socket


def read_until(sock, text):
    data = ''
    while not data.endswith(text):
        more = sock.recv(1)
        if not more:
            break
        data += more
    return data

listener = eventlet.listen(('127.0.0.1', 0))
eventlet.spawn(backdoor.backdoor_server, listener, locals={'answer': 42})
s = socket.socket()
s.connect(listener.getsockname())
greeting = read_until(s, '>>> ')
print 'Python' in greeting
s.sendall('answer + 1\r\n')
print read_until(s, '>>> ').split('\r\n')[0].split('\n')[0]
s.sendall("'te' + 'xt'\n")
print read_until(s, '>>> ').splitlines()[0]
s.sendall('x = 7 // 2\n')
read_until(s, '>>> ')
s.sendall('x\n')
print read_until(s, '>>> ').splitlines()[0]
s.close()
