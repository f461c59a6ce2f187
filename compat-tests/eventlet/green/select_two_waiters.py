import eventlet
from eventlet.green import select, socket
pairs = [socket.socketpair() for _ in range(3)]
readers = [p[0] for p in pairs]
got = []
def wait(i):
    r, _, _ = select.select([readers[i]], [], [], 1)
    got.append((i, r == [readers[i]]))
gs = [eventlet.spawn(wait, i) for i in range(3)]
eventlet.sleep(0)
for i in (2, 0, 1):
    pairs[i][1].send(b'x')
    eventlet.sleep(0.002)
[g.wait() for g in gs]
print(got)
r, _, _ = select.select(readers, [], [], 1)
print(len(r) >= 1)
g = eventlet.spawn(select.select, readers, [], [])
eventlet.sleep(0)
g.kill()
print(g.dead)
from eventlet import hubs
print(len(hubs.get_hub().get_readers()))
