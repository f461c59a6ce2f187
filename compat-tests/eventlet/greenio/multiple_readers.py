import eventlet
from eventlet import debug, hubs
from eventlet.green import socket
debug.hub_prevent_multiple_readers(False)
a, b = socket.socketpair()
got = []
def reader(i):
    got.append((i, b.recv(1)))
gs = [eventlet.spawn(reader, i) for i in range(3)]
eventlet.sleep(0)
hub = hubs.get_hub()
print(len(hub.listeners['read']), sum(len(v) for v in hub.secondaries['read'].values()))
a.send(b'abc')
[g.wait() for g in gs]
print(sorted(got, key=lambda x: x[1]))
print(len(hub.listeners['read']), len(hub.secondaries['read']))
g1 = eventlet.spawn(reader, 1); g2 = eventlet.spawn(reader, 2); g3 = eventlet.spawn(reader, 3)
eventlet.sleep(0)
g1.kill(); g3.kill()
a.send(b'z')
g2.wait()
print(got[-1])
debug.hub_prevent_multiple_readers(True)
