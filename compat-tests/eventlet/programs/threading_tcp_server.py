import eventlet
eventlet.monkey_patch()
import socket, socketserver, threading
class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            with lock:
                counts.append(threading.current_thread().name != 'MainThread')
            self.wfile.write(line.upper())
lock = threading.RLock()
counts = []
class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
with Server(('127.0.0.1', 0), Handler) as s:
    t = threading.Thread(target=s.serve_forever, args=(0.05,))
    t.start()
    out = []
    def client(i):
        with socket.create_connection(s.server_address) as c:
            f = c.makefile('rw')
            for k in range(3):
                f.write('client %d line %d\n' % (i, k))
                f.flush()
                out.append(f.readline())
            f.close()
    cs = [threading.Thread(target=client, args=(i,)) for i in range(5)]
    [c.start() for c in cs]
    [c.join() for c in cs]
    s.shutdown()
    t.join()
print(sorted(out), len(counts), all(counts))
