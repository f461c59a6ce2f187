# Files and sockets that nothing refers to any more never exhaust the process's descriptors.
import resource
import socket
import warnings

warnings.simplefilter('ignore')
resource.setrlimit(resource.RLIMIT_NOFILE, (100, 100))
for i in range(400):
    socket.socket()
print('sockets')
for i in range(400):
    open('/dev/null')
print('files')
listener = socket.create_server(('127.0.0.1', 0))
for i in range(200):
    client = socket.create_connection(listener.getsockname())
    listener.accept()
    client.close()
print('accepted')
kept = []
try:
    while True:
        kept.append(socket.socket())
except OSError as e:
    print(e)
try:
    open('/dev/null')
except OSError as e:
    print(e)
kept.clear()
open('/dev/null')
print('end')
