# compat: timeout=60
"""xmlrpc and http.server with threads, served and asked by one process under monkey_patch()."""
import eventlet
eventlet.monkey_patch()
import http.client
import http.server
import os
import threading
import time
import urllib.error
import urllib.request
import xmlrpc.client
import xmlrpc.server
import socketserver


class Threaded(socketserver.ThreadingMixIn, xmlrpc.server.SimpleXMLRPCServer):
    daemon_threads = True


class Service:
    def add(self, a, b):
        return a + b

    def slow(self, n):
        time.sleep(0.3)
        return n

    def fail(self):
        raise ValueError('on purpose')

    def echo(self, value):
        return value


server = Threaded(('127.0.0.1', 0), logRequests=False, allow_none=True)
server.register_instance(Service())
server.register_introspection_functions()
server.register_multicall_functions()
threading.Thread(target=server.serve_forever, daemon=True).start()
url = 'http://127.0.0.1:%d/' % server.server_address[1]
proxy = xmlrpc.client.ServerProxy(url, allow_none=True)
print(proxy.add(2, 3), proxy.add('a', 'b'), proxy.system.listMethods())
echoed = proxy.echo({'list': [1, 2.5, None, True, 'é<&'], 'binary': xmlrpc.client.Binary(b'\x00\xff')})
print(echoed['list'], echoed['binary'].data)
try:
    proxy.fail()
except xmlrpc.client.Fault as e:
    print(e.faultCode, e.faultString)
multi = xmlrpc.client.MultiCall(proxy)
multi.add(1, 2)
multi.echo('x')
print(list(multi()))
started = time.monotonic()
results = {}


def ask(i):
    results[i] = xmlrpc.client.ServerProxy(url).slow(i)


threads = [threading.Thread(target=ask, args=(i,)) for i in range(8)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results.values()), time.monotonic() - started < 2)
server.shutdown()
server.server_close()


class Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *args):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length']))
        self.send_response(201)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body[::-1])


os.makedirs('site/sub')
with open('site/page.html', 'w') as f:
    f.write('<p>page</p>' * 1000)
with open('site/sub/a file.txt', 'w') as f:
    f.write('text')
os.chdir('site')
files = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Quiet)
threading.Thread(target=files.serve_forever, daemon=True).start()
connection = http.client.HTTPConnection(*files.server_address)
for method, path, body in (('GET', '/page.html', None), ('HEAD', '/page.html', None), ('GET', '/sub', None), ('GET', '/sub/a%20file.txt', None),
                           ('POST', '/any', b'abc'), ('GET', '/nothing', None), ('DELETE', '/x', None)):
    connection.request(method, path, body)
    answer = connection.getresponse()
    data = answer.read()
    print(method, path, answer.status, answer.getheader('Content-Type'), len(data) if answer.status != 404 else '', answer.getheader('Location'))
base = 'http://127.0.0.1:%d' % files.server_address[1]
print(sorted(len(x) for x in eventlet.GreenPool(10).imap(lambda i: urllib.request.urlopen(base + '/page.html').read(), range(20))))
print(b'a%20file.txt' in urllib.request.urlopen(base + '/sub/').read())
# One that says nothing holds up nobody.
silent = eventlet.connect(files.server_address)
print(urllib.request.urlopen(base + '/sub/a%20file.txt').read())
silent.close()
try:
    urllib.request.urlopen(base + '/nothing')
except urllib.error.HTTPError as e:
    print(e.code, e.reason)
files.shutdown()
files.server_close()
