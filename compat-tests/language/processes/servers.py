import socketserver, threading, http.server, http.client, urllib.request, urllib.error, urllib.parse, socket, json
class Echo(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile: self.wfile.write(line[::-1].strip() + b'\n')
class TS(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
with TS(('127.0.0.1', 0), Echo) as srv:
    threading.Thread(target=srv.serve_forever, kwargs={'poll_interval': 0.01}, daemon=True).start()
    with socket.create_connection(srv.server_address) as c:
        f = c.makefile('rw')
        f.write('hello\nworld\n'); f.flush(); c.shutdown(1)
        print(f.read())
    srv.shutdown()
class H(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    def do_GET(self):
        if self.path == '/redirect':
            self.send_response(302); self.send_header('Location', '/final?x=1'); self.send_header('Content-Length', '0'); self.end_headers(); return
        if self.path == '/missing': return self.send_error(404, 'Not here')
        if self.path == '/chunked':
            self.send_response(200); self.send_header('Transfer-Encoding', 'chunked'); self.end_headers()
            for part in (b'one', b'two'): self.wfile.write(b'%x\r\n%s\r\n' % (len(part), part))
            self.wfile.write(b'0\r\n\r\n'); return
        body = json.dumps({'path': self.path, 'agent': self.headers['User-Agent'], 'x': self.headers.get('X-Test')}).encode()
        self.send_response(200); self.send_header('Content-Type', 'application/json'); self.send_header('Content-Length', str(len(body))); self.end_headers(); self.wfile.write(body)
    def do_POST(self):
        data = self.rfile.read(int(self.headers['Content-Length']))
        self.send_response(201); self.send_header('Content-Length', str(len(data))); self.end_headers(); self.wfile.write(data.upper())
    def log_message(self, *a): pass
srv = http.server.ThreadingHTTPServer(('127.0.0.1', 0), H)
threading.Thread(target=srv.serve_forever, kwargs={'poll_interval': 0.01}, daemon=True).start()
host, port = srv.server_address
c = http.client.HTTPConnection(host, port, timeout=5)
c.request('GET', '/a?b=c', headers={'X-Test': 'yes', 'User-Agent': 'me'})
r = c.getresponse()
print(r.status, r.reason, r.version, r.getheader('Content-Type'), json.loads(r.read()), r.isclosed(), r.getheader('nope', 'default'))
c.request('POST', '/p', body=b'data')
r = c.getresponse()
print(r.status, r.reason, r.read(2), r.read(), r.headers['content-length'])
c.request('GET', '/chunked'); r = c.getresponse(); print(r.read(), r.chunked)
c.request('POST', '/p', body=iter([b'a', b'b']), headers={'Content-Length': '2'}); print(c.getresponse().read())
c.request('DELETE', '/x'); r = c.getresponse(); print(r.status, r.read()[:9]); c.close()
base = 'http://%s:%d' % (host, port)
with urllib.request.urlopen(base + '/redirect') as r: print(r.status, r.url[len(base):], json.load(r)['path'], r.info().get_content_type())
for f in (lambda: urllib.request.urlopen(base + '/missing'), lambda: urllib.request.urlopen('http://127.0.0.1:1/'), lambda: urllib.request.urlopen('nope:x'), lambda: urllib.request.urlopen('no scheme')):
    try:
        f()
    except urllib.error.HTTPError as e:
        print(e.code, e.reason, e, b'Not here' in e.read())
    except Exception as e:
        print(type(e).__name__, e)
req = urllib.request.Request(base + '/post', data=b'q=1', headers={'X-Test': 'h'}, method='POST')
print(urllib.request.urlopen(req).read(), req.get_method(), req.host == '%s:%d' % (host, port), req.get_header('X-test'), req.full_url[len(base):])
op = urllib.request.build_opener(); op.addheaders = [('User-Agent', 'custom')]
print(json.loads(op.open(base + '/').read())['agent'])
srv.shutdown(); srv.server_close()
u = urllib.parse
print(u.urlparse('http://u:p@h.com:80/p;x?q=1#f'), u.urlsplit('//h/p').netloc, u.urljoin('http://a/b/c', '../d?x'), u.urlencode({'a': 1, 'b': ['x', 'é']}, doseq=True), u.quote('a b/é'), u.quote_plus('a b&'), u.unquote('%C3%A9+'), u.unquote_plus('a+b%20c'), u.parse_qs('a=1&a=2&b='), u.parse_qsl('a=1&b=', keep_blank_values=True), u.urlunsplit(('http', 'h', '/p', 'q', '')), u.urlparse('http://u:p@h.com:80/').port, u.urldefrag('a#b'), u.urlparse('http://[::1]:8/').hostname)
for f in (lambda: u.urlparse('http://h:x/').port, lambda: u.urlparse('http://[::1/'), lambda: http.client.HTTPConnection('h:x'), lambda: http.client.HTTPConnection('127.0.0.1', port).request('G ET', '/'), lambda: http.client.HTTPConnection('127.0.0.1', port).request('GET', '/a b')):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
import http.cookies, http.cookiejar
ck = http.cookies.SimpleCookie('a=1; b="x y"'); ck['c'] = 'v'; ck['c']['path'] = '/'
print(ck['b'].value, ck.output(), http.HTTPStatus(404).phrase, http.HTTPMethod.GET if hasattr(http, 'HTTPMethod') else '')
