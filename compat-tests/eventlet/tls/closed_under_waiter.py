# The number of a descriptor is handed out again while somebody waits in a TLS socket.
import eventlet
from eventlet import hubs
from eventlet.green import socket, ssl

from _tls import attempt, client_context, pair, server_context


def wait(log, f, *args):
    try:
        log.append(f(*args))
    except BaseException as e:
        log.append((type(e).__name__, e.args))


for name, args in (('recv', (1,)), ('read', (1,)), ('sendall', (b'x' * 10000000,)), ('write', (b'x' * 10000000,))):
    s, c = pair()
    if name == 'write':
        # One write sends one record at a time; the kernel's buffer is filled first.
        c.settimeout(0.02)
        try:
            while True:
                c.send(b'x' * 65536)
        except ssl.SSLError:
            c.settimeout(None)
    log = []
    g = eventlet.spawn(wait, log, getattr(c, name), *args)
    eventlet.sleep(0.01)
    print(name, log, end=' ')
    hubs.notify_opened(c.fileno())
    eventlet.spawn_after(0, lambda: None)
    g.wait()
    print(log)
silent = eventlet.listen(('127.0.0.1', 0))
c = ssl.wrap_socket(eventlet.connect(silent.getsockname()), do_handshake_on_connect=False)
log = []
g = eventlet.spawn(wait, log, c.do_handshake)
eventlet.sleep(0.01)
hubs.notify_opened(c.fileno())
eventlet.spawn_after(0, lambda: None)
g.wait()
print(log)
listener = server_context().wrap_socket(eventlet.listen(('127.0.0.1', 0)), server_side=True)
log = []
g = eventlet.spawn(wait, log, listener.accept)
eventlet.sleep(0.01)
hubs.notify_opened(listener.fileno())
eventlet.spawn_after(0, lambda: None)
g.wait()
print(log)
print(len(hubs.get_hub().get_readers()), len(hubs.get_hub().get_writers()))
