# compat: forced=no
# iter(callable, sentinel) over calls that wait, in many greenthreads at once: none of them keeps an OS thread.
import threading
import eventlet
from eventlet.green import socket


def worker(sock):
    return sum(len(piece) for piece in iter(lambda: sock.recv(3), b''))


def method(sock):
    f = sock.makefile('rb')
    return [line for line in iter(f.readline, b'')], len(f.read())


pairs = [socket.socketpair() for _ in range(100)]
workers = [eventlet.spawn(worker if i % 2 else method, a) for i, (a, b) in enumerate(pairs)]
eventlet.sleep(0.05)
for round in range(3):
    for a, b in pairs:
        b.sendall(b'a\nbb\n')
    eventlet.sleep(0.01)
try:
    threads = len(open('/proc/self/task').read())
except OSError:
    import os
    threads = len(os.listdir('/proc/self/task'))
print('few threads' if threads < 60 else '%d threads' % threads)
for a, b in pairs:
    b.close()
results = [w.wait() for w in workers]
print(results[:2], len(results))


def killed(sock):
    try:
        for piece in iter(lambda: sock.recv(1), b''):
            pass
    except BaseException as e:
        return type(e).__name__


a, b = socket.socketpair()
g = eventlet.spawn(killed, a)
eventlet.sleep(0)
with eventlet.Timeout(0.01, False):
    g.wait()
g.kill(ValueError())
print(g.wait())
with eventlet.Timeout(0.01, False):
    list(iter(lambda: eventlet.sleep(0.001), 1))
print('timed out')
