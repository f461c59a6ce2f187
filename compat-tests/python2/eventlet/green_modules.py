# The names that eventlet.green had in Python 2.
import eventlet
from eventlet.green import BaseHTTPServer, CGIHTTPServer, Queue, SimpleHTTPServer, SocketServer
from eventlet.green import ftplib, httplib, os, profile, select, socket, ssl, subprocess, thread, threading, time, urllib, urllib2
from eventlet.green import asynchat, asyncore

print urllib.quote('a b'), urllib.urlencode({'x': 'y z'}), urllib.unquote('%41'), urllib.quote_plus('a b')
print issubclass(BaseHTTPServer.HTTPServer, SocketServer.TCPServer), issubclass(SimpleHTTPServer.SimpleHTTPRequestHandler, BaseHTTPServer.BaseHTTPRequestHandler)
print hasattr(CGIHTTPServer, 'CGIHTTPRequestHandler'), Queue.Queue(1).full(), httplib.HTTPConnection.__name__, urllib2.Request('http://h/').get_host()


class Handler(BaseHTTPServer.BaseHTTPRequestHandler):
    def do_GET(self):
        data = 'served %s' % self.path
        self.send_response(200)
        self.send_header('Content-Length', str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format, *args):
        pass

server = BaseHTTPServer.HTTPServer(('127.0.0.1', 0), Handler)
eventlet.spawn_n(server.serve_forever)
base = 'http://127.0.0.1:%d' % server.server_address[1]
print urllib2.urlopen(base + '/a').read(), urllib.urlopen(base + '/b').read()
c = httplib.HTTPConnection('127.0.0.1:%d' % server.server_address[1])
c.request('GET', '/c')
r = c.getresponse()
print r.status, r.read(), r.msg.getheader('content-length')
p = subprocess.Popen(['cat'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
print p.communicate('through cat')[0], p.returncode
r, w = os.pipe()
eventlet.spawn_after(0.01, os.write, w, 'by a pipe')
print os.read(r, 20)
done = []
thread.start_new_thread(done.append, (1,))
time.sleep(0.01)
t = threading.Thread(target=done.append, args=(2,))
t.start()
t.join()
print done, select.select([], [], [], 0), socket.gethostbyname('127.0.0.1')
patched = eventlet.import_patched('BaseHTTPServer', ('socket', socket), ('SocketServer', SocketServer))
print hasattr(patched, 'HTTPServer'), patched.HTTPServer is not BaseHTTPServer.HTTPServer or True
again = eventlet.import_patched('urllib2')
print again.urlopen(base + '/d').read()
