import eventlet
from eventlet import hubs
from eventlet.hubs import hub, poll
class Counting(poll.Hub):
    waits = 0
    def wait(self, seconds=None):
        Counting.waits += 1
        return super(Counting, self).wait(seconds)
    def add(self, *a):
        log.append(('add', a[0])); return super(Counting, self).add(*a)
    def remove(self, l):
        log.append(('remove', l.evtype)); return super(Counting, self).remove(l)
log = []
hubs.use_hub(Counting)
from eventlet.green import socket
a, b = socket.socketpair()
eventlet.spawn_after(0.01, a.send, b'x')
print(b.recv(1), log, Counting.waits > 0)
class Fake(hub.BaseHub):
    t = 0.0
    def __init__(self):
        hub.BaseHub.__init__(self, clock=lambda: self.t)
    def wait(self, seconds=None):
        self.t += seconds or 0
hubs.use_hub(Fake)
eventlet.sleep(1000)
print('a fake clock', hubs.get_hub().t >= 1000)
order = []
for s in (500, 100, 300):
    eventlet.spawn_after(s, order.append, s)
eventlet.sleep(600)
print(order)
try:
    hub.BaseHub().wait()
except NotImplementedError as e:
    print(e)
