# BaseHTTPServer, httplib and urllib2 talking to each other in threads.
import BaseHTTPServer
import Queue
import SocketServer
import httplib
import threading
import urllib
import urllib2


class Handler(BaseHTTPServer.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == '/missing':
            self.send_error(404, 'nothing here')
            return
        if self.path == '/redirect':
            self.send_response(302)
            self.send_header('Location', '/moved')
            self.end_headers()
            return
        body = 'you asked for %s\xe9' % self.path
        self.send_response(200)
        self.send_header('Content-Type', 'text/plain')
        self.send_header('Content-Length', str(len(body)))
        self.send_header('X-Agent', self.headers.getheader('X-Agent', 'none'))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        length = int(self.headers['content-length'])
        data = self.rfile.read(length)
        self.send_response(201, 'Made')
        self.end_headers()
        self.wfile.write(data.upper())

    def log_message(self, format, *args):
        log.put(format % args)

log = Queue.Queue()


class Server(SocketServer.ThreadingMixIn, BaseHTTPServer.HTTPServer):
    daemon_threads = True

server = Server(('127.0.0.1', 0), Handler)
port = server.server_address[1]
thread = threading.Thread(target=server.serve_forever)
thread.setDaemon(True)
thread.start()
base = 'http://127.0.0.1:%d' % port

c = httplib.HTTPConnection('127.0.0.1', port)
c.request('GET', '/first', headers={'X-Agent': 'test'})
r = c.getresponse()
body = r.read()
print r.status, r.reason, repr(body), r.getheader('x-agent'), r.getheader('nothing'), r.msg.getheader('content-type')
c.request('POST', '/post', 'some data \xff')
r = c.getresponse()
print r.status, r.reason, repr(r.read())
u = urllib2.urlopen(base + '/second')
print u.code, repr(u.read()), u.info().getheader('X-Agent'), u.geturl() == base + '/second', u.headers['content-type']
print repr(urllib2.urlopen(base + '/', 'posted=1').read())
print repr(urllib2.urlopen(base + '/redirect').read())
try:
    urllib2.urlopen(base + '/missing')
except urllib2.HTTPError, e:
    print e.code, e, e.msg, 'nothing here' in e.read()
f = urllib.urlopen(base + '/missing')
print f.getcode(), 'nothing here' in f.read()
print urllib.urlopen(base + '/x?' + urllib.urlencode({'a': 'b c'})).read()[:-1]
opener = urllib2.build_opener(urllib2.HTTPHandler())
opener.addheaders = [('X-Agent', 'opener')]
print opener.open(base + '/opened').info()['X-Agent']
lines = []
while not log.empty():
    lines.append(log.get())
print lines[0], lines[1], len(lines)
server.shutdown()
thread.join()
print thread.isAlive()
