import eventlet
from eventlet.green import socket
from eventlet import hubs
a, b = socket.socketpair()
out = []
def reader():
    try:
        out.append(b.recv(10))
    except BaseException as e:
        out.append(type(e).__name__)
g = eventlet.spawn(reader)
eventlet.sleep(0)
fileno = b.fileno()
b.close()
eventlet.sleep(0.01)
print(out, 'still waiting')
# the number is handed out again: the old reader ends
fresh = []
while not any(s.fileno() == fileno for s in fresh):
    fresh.append(socket.socket())
eventlet.sleep(0)
eventlet.sleep(0)
print(out)
try:
    b.recv(1)
except Exception as e:
    print(type(e).__name__)
with eventlet.Timeout(0.01, False):
    g.wait()
print(g.dead)
