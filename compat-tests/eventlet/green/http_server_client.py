import eventlet, threading
from eventlet.green.http import client, server
class Handler(server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    def do_GET(self):
        body = ('you asked for ' + self.path).encode()
        self.send_response(200)
        self.send_header('Content-Length', str(len(body)))
        self.send_header('X-Test', 'yes')
        self.end_headers()
        self.wfile.write(body)
    def do_POST(self):
        data = self.rfile.read(int(self.headers['Content-Length']))
        self.send_response(201); self.send_header('Content-Length', str(len(data))); self.end_headers()
        self.wfile.write(data[::-1])
    def log_message(self, *a):
        pass
s = server.HTTPServer(('127.0.0.1', 0), Handler)
def serve():
    while True:
        s._handle_request_noblock()
g = eventlet.spawn(serve)
c = client.HTTPConnection('127.0.0.1', s.server_port, timeout=5)
for path in ('/a', '/b?x=1'):
    c.request('GET', path)
    r = c.getresponse()
    print(r.status, r.reason, r.getheader('x-test'), r.read())
c.request('POST', '/p', b'abc')
r = c.getresponse()
print(r.status, r.read())
c.close()
g.kill()
s.server_close()
try:
    c = client.HTTPConnection('127.0.0.1', s.server_port); c.request('GET', '/')
except OSError as e:
    print(type(e).__name__)
print(client.OK == 200, client.responses[404], issubclass(client.BadStatusLine, client.HTTPException))
from eventlet.green import httplib, BaseHTTPServer
print(httplib.HTTPConnection.__name__, BaseHTTPServer.HTTPServer.__name__)
