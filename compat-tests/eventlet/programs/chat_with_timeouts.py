import eventlet
from eventlet.green import socket
participants = []
def broadcast(sender, line):
    for p in participants:
        if p is not sender:
            p.write(line); p.flush()
def reader(f):
    try:
        for line in f:
            broadcast(f, line)
    finally:
        participants.remove(f)
def server(l):
    while True:
        c, _ = l.accept()
        f = c.makefile('rw')
        participants.append(f)
        eventlet.spawn_n(reader, f)
l = eventlet.listen(('127.0.0.1', 0))
g = eventlet.spawn(server, l)
cs = [eventlet.connect(l.getsockname()) for _ in range(3)]
eventlet.sleep(0.01)
fs = [c.makefile('rw') for c in cs]
fs[0].write('hello\n'); fs[0].flush()
print(fs[1].readline(), fs[2].readline())
with eventlet.Timeout(0.05, False):
    fs[0].readline()
    print('no')
fs[2].close(); cs[2].close()
eventlet.sleep(0.01)
print(len(participants))
fs[1].write('bye\n'); fs[1].flush()
cs[0].settimeout(1)
print(len(participants))
g.kill()
