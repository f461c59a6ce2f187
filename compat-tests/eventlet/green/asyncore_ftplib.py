import warnings
warnings.simplefilter('ignore')
import eventlet
from eventlet.green import asyncore, asynchat, ftplib, socket
print(asyncore.socket is socket, asynchat.asyncore is asyncore, ftplib.socket is socket)
a, b = socket.socketpair()
class Echo(asyncore.dispatcher):
    def handle_read(self):
        self.send(self.recv(100)); self.close()
    def writable(self):
        return False
m = {}
Echo(b, m)
a.send(b'async')
g = eventlet.spawn(asyncore.loop, 0.05, False, m, 3)
print(a.recv(10))
g.wait()
try:
    ftplib.FTP().connect('127.0.0.1', 1)
except OSError as e:
    print(type(e).__name__)
