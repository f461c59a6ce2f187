import eventlet, errno
from eventlet.green import socket
a, b = socket.socketpair()
out = []
def writer():
    try:
        while True:
            a.sendall(b'x' * 1000000)
    except Exception as e:
        out.append((type(e).__name__, e.args))
g = eventlet.spawn(writer)
eventlet.sleep(0.01)
fileno = a.fileno()
a.close()
fresh = []
while not any(s.fileno() == fileno for s in fresh):
    fresh.append(socket.socket())
eventlet.sleep(0); eventlet.sleep(0)
print(out)
