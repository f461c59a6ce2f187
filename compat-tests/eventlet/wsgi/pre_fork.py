"""Processes that share a listening socket, as pre-forking servers have it."""
import os
import signal
import sys
import time
import eventlet
from eventlet import wsgi
from eventlet.green import socket


def app(env, sr):
    sr('200 OK', [])
    return [str(os.getpid()).encode()]


listener = eventlet.listen(('127.0.0.1', 0), backlog=128)
address = listener.getsockname()
children = []
for _ in range(2):
    pid = os.fork()
    if not pid:
        eventlet.hubs.use_hub()
        signal.alarm(60)
        try:
            wsgi.server(listener, app, log_output=False)
        finally:
            os._exit(1)
    children.append(pid)
listener.close()


def get(_=None):
    c = eventlet.connect(address)
    c.sendall(b'GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n')
    data = b''
    while True:
        d = c.recv(1000)
        if not d:
            break
        data += d
    c.close()
    return int(data.rsplit(b'\r\n', 1)[1])


seen = set(eventlet.GreenPool(20).imap(get, range(40)))
print('answered by children only', seen <= set(children), len(seen) >= 1)
# One goes; the other serves on.
os.kill(children[0], signal.SIGKILL)
os.waitpid(children[0], 0)
print(set(eventlet.GreenPool(5).imap(get, range(10))) == {children[1]})
os.kill(children[1], signal.SIGKILL)
print(os.waitpid(children[1], 0)[1] == signal.SIGKILL)
try:
    eventlet.connect(address)
except OSError as e:
    print(type(e).__name__)
