# The backdoor: an interpreter behind a socket.
import sys
from StringIO import StringIO
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

said = []
listener = eventlet.listen(('127.0.0.1', 0))
out, sys.stdout = sys.stdout, StringIO()
eventlet.spawn(backdoor.backdoor_server, listener, locals={'answer': 42})
s = socket.socket()
s.connect(listener.getsockname())
greeting = read_until(s, '>>> ')
said.append('Python' in greeting)
s.sendall('answer + 1\r\n')
said.append(read_until(s, '>>> ').split('\r\n')[0].split('\n')[0])
s.sendall("'te' + 'xt'\n")
said.append(read_until(s, '>>> ').splitlines()[0])
s.sendall('x = 7 // 2\n')
read_until(s, '>>> ')
s.sendall('x\n')
said.append(read_until(s, '>>> ').splitlines()[0])
s.close()
eventlet.sleep(0.01)
lines = sys.stdout.getvalue().splitlines()
sys.stdout = out
print said
print [' '.join(line.split()[:2]) for line in lines]
