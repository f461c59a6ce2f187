# After monkey_patch the standard modules are green: threads, sockets, time, Queue, select.
import eventlet
eventlet.monkey_patch()
import Queue
import select
import socket
import thread
import threading
import time
import urllib2
import SocketServer
import BaseHTTPServer
from eventlet import patcher

print patcher.is_monkey_patched('socket'), patcher.is_monkey_patched('thread'), patcher.is_monkey_patched(time)
log = []


def tick(name, pause):
    for i in range(3):
        time.sleep(pause)
        log.append(name)

threads = [threading.Thread(target=tick, args=('a', 0.01)), threading.Thread(target=tick, args=('b', 0.015))]
for t in threads:
    t.start()
for t in threads:
    t.join()
print len(log), log.count('a'), log[0], log[-1]


class Handler(BaseHTTPServer.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        time.sleep(0.01)
        self.wfile.write('path %s' % self.path)

    def log_message(self, *args):
        pass


class Server(SocketServer.ThreadingMixIn, BaseHTTPServer.HTTPServer):
    pass

server = Server(('127.0.0.1', 0), Handler)
thread.start_new_thread(server.serve_forever, ())
url = 'http://127.0.0.1:%d' % server.server_port
pool = eventlet.GreenPool()
start = time.time()
print list(pool.imap(lambda n: urllib2.urlopen('%s/%d' % (url, n)).read(), range(5)))
q = Queue.Queue()


def producer():
    for i in range(3):
        q.put(i)
        time.sleep(0)
    q.put(None)

threading.Thread(target=producer).start()
items = []
while True:
    item = q.get()
    if item is None:
        break
    items.append(item)
print items
a, b = socket.socketpair()
eventlet.spawn_after(0.01, a.sendall, 'ready')
print select.select([b], [], [], 1)[0] == [b], b.recv(10)
lock = threading.Lock()
with lock:
    eventlet.spawn_after(0.01, lambda: None)
    print lock.acquire(False)
local = threading.local()
local.name = 'main'


def own():
    return getattr(local, 'name', 'none')

print eventlet.spawn(own).wait(), own()
event = threading.Event()
eventlet.spawn_after(0.01, event.set)
event.wait()
print event.isSet(), threading.currentThread().getName()
