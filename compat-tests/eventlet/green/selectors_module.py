import eventlet
from eventlet.green import selectors, socket
print(selectors.DefaultSelector is selectors.SelectSelector, hasattr(selectors, 'EpollSelector'), hasattr(selectors, 'PollSelector'))
s = selectors.DefaultSelector()
a, b = socket.socketpair()
s.register(a, selectors.EVENT_READ, data='a')
print(s.select(0.01))
eventlet.spawn_after(0.01, b.send, b'x')
for key, events in s.select():
    print(key.data, events == selectors.EVENT_READ, key.fd == a.fileno(), key.fileobj is a)
s.modify(a, selectors.EVENT_READ | selectors.EVENT_WRITE)
print(sorted(e for k, e in s.select(1)) in ([1], [2], [3]))
s.unregister(a)
print(len(s.get_map()))
s.close()
