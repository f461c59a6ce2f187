import eventlet, time
from eventlet.green import select, socket
print(select.__patched__, hasattr(select, 'poll'), hasattr(select, 'epoll'), select.error is OSError)
a, b = socket.socketpair()
print(select.select([a], [], [], 0.01), select.select([], [], [], 0))
r, w, x = select.select([a], [b], [a], 1)
print(r, w == [b], x)
eventlet.spawn_after(0.01, b.send, b'x')
r, w, x = select.select([a], [], [])
print(r == [a], w, x)
print(select.select([a.fileno()], [], [], 1)[0] == [a.fileno()])
try:
    select.select(['x'], [], [])
except TypeError as e:
    print('TypeError', e)
try:
    select.select([], [], [], 'soon')
except TypeError as e:
    print('TypeError', e)
class Bad(object):
    def fileno(self):
        return 'no'
try:
    select.select([Bad()], [], [])
except TypeError as e:
    print('TypeError', e)
ticks = []
def ticker():
    for i in range(3):
        ticks.append(i); eventlet.sleep(0.005)
eventlet.spawn(ticker)
a.recv(1)
print(select.select([a], [], [], 0.05), ticks)
