import eventlet
eventlet.monkey_patch()
import http.server, threading, urllib.request, queue, re
PAGES = {'/': ['/a', '/b'], '/a': ['/c', '/'], '/b': ['/c', '/d'], '/c': [], '/d': ['/a', '/missing']}
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path not in PAGES:
            self.send_error(404)
            return
        body = ''.join('<a href="%s">x</a>' % p for p in PAGES[self.path]).encode()
        self.send_response(200)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *a):
        pass
server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
base = 'http://127.0.0.1:%d' % server.server_port
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
todo, seen, errors, lock = queue.Queue(), set(), [], threading.Lock()
def worker():
    while True:
        path = todo.get()
        if path is None:
            return
        try:
            with opener.open(base + path, timeout=5) as r:
                text = r.read().decode()
        except urllib.error.HTTPError as e:
            errors.append((path, e.code))
        else:
            for link in re.findall('href="([^"]+)"', text):
                with lock:
                    new = link not in seen
                    seen.add(link)
                if new:
                    todo.put(link)
        finally:
            todo.task_done()
ts = [threading.Thread(target=worker) for _ in range(4)]
[t.start() for t in ts]
seen.add('/')
todo.put('/')
todo.join()
for t in ts:
    todo.put(None)
[t.join() for t in ts]
print(sorted(seen), errors)
server.shutdown()
server.server_close()
