import eventlet
from eventlet.green.urllib import request, error, parse
from eventlet.green import BaseHTTPServer
class Handler(BaseHTTPServer.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == '/missing':
            self.send_error(404); return
        if self.path == '/redirect':
            self.send_response(302); self.send_header('Location', '/final'); self.end_headers(); return
        eventlet.sleep(0.005)
        self.send_response(200); self.send_header('Content-Type', 'text/plain'); self.end_headers()
        self.wfile.write(self.path.encode())
    def do_POST(self):
        data = self.rfile.read(int(self.headers['Content-Length']))
        self.send_response(200); self.end_headers(); self.wfile.write(b'posted ' + data)
    def log_message(self, *a):
        pass
s = BaseHTTPServer.HTTPServer(('127.0.0.1', 0), Handler)
def serve():
    while True:
        s._handle_request_noblock()
g = eventlet.spawn(serve)
base = 'http://127.0.0.1:%d' % s.server_port
opener = request.build_opener(request.ProxyHandler({}))
def fetch(path):
    with opener.open(base + path, timeout=5) as r:
        return r.read()
print(fetch('/x'))
pool = eventlet.GreenPool()
print(list(pool.imap(fetch, ['/%d' % i for i in range(5)])))
print(fetch('/redirect'))
try:
    fetch('/missing')
except error.HTTPError as e:
    print(e.code, isinstance(e, error.URLError))
print(opener.open(base + '/', b'data').read())
g.kill(); s.server_close()
try:
    fetch('/x')
except error.URLError as e:
    print('URLError', type(e.reason).__name__)
print(parse.quote('a b'), parse.urlsplit('http://h:1/p?q#f').port)
import io
print(opener.open('data:text/plain,hi').read())
