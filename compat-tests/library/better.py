"""Where the original has a bug that no program can rely on."""
import io
import sys

import eventlet
from eventlet import debug, hubs, queue
from eventlet.green import select, socket, subprocess, threading

sys.stderr = io.StringIO()

# kill takes whatever throw takes, also for a greenthread that has not started.
g = eventlet.spawn(eventlet.sleep)
g.kill(ValueError('one argument'))
try:
    g.wait()
except ValueError as e:
    assert str(e) == 'one argument'
else:
    raise AssertionError

# A listener whose descriptor number comes back is told at once, not at the hub's next timer.
a, b = socket.socketpair()
g = eventlet.spawn(a.recv, 1)
eventlet.sleep(0)
hubs.notify_opened(a.fileno())
with eventlet.Timeout(5):
    try:
        g.wait()
    except EOFError:
        pass
    else:
        raise AssertionError

# select reports all that is ready at once, and nothing wakes the caller later.
pairs = [socket.socketpair() for _ in range(3)]
for p in pairs:
    p[1].send(b'x')
r, w, x = select.select([p[0] for p in pairs], [p[0] for p in pairs], [], 1)
assert len(r) == 3 and len(w) == 3
assert select.select([pairs[0][1]], [], [], 0.01) == ([], [], [])

# A registration that fails leaves no listener behind.
try:
    hubs.trampoline(99999, read=True)
except OSError:
    pass
assert 99999 not in hubs.get_hub().listeners['read']

# A regular file is ready at once in the native hub as in those on poll and select.
if hubs._eventlet is not None:
    with open(__file__) as f:
        assert hubs.trampoline(f, read=True) == f.fileno()

# An unconnected socket, which pollers report at once again and again, times out all the same.
s = socket.socket()
s.settimeout(0.05)
for receive, argument in ((s.recv, 1), (s.recvfrom, 1), (s.recv_into, bytearray(1)), (s.recv, 0)):
    try:
        with eventlet.Timeout(20):
            receive(argument)
    except OSError as e:
        assert str(e) == 'timed out', e
    else:
        assert argument == 0

# A timeout in communicate keeps what came before it.
p = subprocess.Popen(['/bin/sh', '-c', 'echo first; sleep 0.3; echo second'], stdout=subprocess.PIPE)
try:
    p.communicate(timeout=0.1)
except subprocess.TimeoutExpired as e:
    assert e.output == b'first\n', e.output
else:
    raise AssertionError
assert p.communicate() == (b'first\nsecond\n', None)
try:
    subprocess.check_output(['false'])
except subprocess.CalledProcessError:
    pass

# A thread of green.threading knows itself.
names = []
t = threading.Thread(target=lambda: names.append(threading.current_thread() is t))
t.start()
t.join()
assert names == [True]

# Queues can be subscripted in annotations.
assert queue.Queue[int].__origin__ is queue.Queue

# getaddrinfo takes the standard library's keyword.
assert socket.getaddrinfo('127.0.0.1', 80, type=socket.SOCK_STREAM)[0][1] == socket.SOCK_STREAM

# Waiters are served in the order in which they came.
q = queue.LightQueue()
order = []
gs = [eventlet.spawn(lambda i=i: (q.get(), order.append(i))) for i in range(5)]
eventlet.sleep(0)
for i in range(5):
    q.put(i)
[g.wait() for g in gs]
assert order == [0, 1, 2, 3, 4]

# A green socketserver polls green.
# Whoever catches the standard module's exceptions catches the green one's.
import urllib.error
from eventlet.green.urllib import error
assert error.HTTPError is urllib.error.HTTPError
from eventlet.green import SocketServer
class Handler(SocketServer.StreamRequestHandler):
    def handle(self):
        self.wfile.write(self.rfile.readline())
server = SocketServer.TCPServer(('127.0.0.1', 0), Handler)
ticks = []
def tick():
    while True:
        ticks.append(1)
        eventlet.sleep(0.005)
t = eventlet.spawn(tick)
g = eventlet.spawn(server.serve_forever, 10)
c = socket.create_connection(server.server_address)
with eventlet.Timeout(8):
    while len(ticks) <= 3:
        eventlet.sleep(0.005)
c.sendall(b'line\n')
assert c.recv(10) == b'line\n'
t.kill()
g.kill()

# The old names of http.server can be imported.
from eventlet.green import BaseHTTPServer, CGIHTTPServer, SimpleHTTPServer
assert SimpleHTTPServer.SimpleHTTPRequestHandler is BaseHTTPServer.SimpleHTTPRequestHandler
assert CGIHTTPServer.CGIHTTPRequestHandler is BaseHTTPServer.CGIHTTPRequestHandler

# create_server makes green sockets.
for kw in ({}, {'family': socket.AF_INET6, 'dualstack_ipv6': True, 'backlog': 2}):
    listener = socket.create_server(('', 0), **kw)
    assert type(listener) is socket.socket
    g = eventlet.spawn(listener.accept)
    eventlet.sleep(0)
    c = socket.create_connection(('127.0.0.1', listener.getsockname()[1]))
    assert g.wait()[0].getpeername()[1] == c.getsockname()[1]
    listener.close()

# HTTPS clients wait green with the contexts that they make themselves.
from eventlet.green import ssl
from eventlet.green.http import client
from eventlet.green.urllib import request
for context in (ssl.create_default_context(), ssl._create_unverified_context(), ssl._create_stdlib_context(), client.HTTPSConnection('x')._context,
                request.HTTPSHandler()._context or client.HTTPSConnection('y')._context):
    assert isinstance(context, ssl.GreenSSLContext), context
print('all passed')
