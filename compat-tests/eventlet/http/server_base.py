"""BaseHTTPRequestHandler: request lines, versions, headers, errors, keep-alive, logging."""
from _serve import *

WORDS = {}


class Handler(server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = ('%s %s %s %s' % (self.command, self.path, self.request_version, self.close_connection)).encode()
        self.send_response(200)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        length = int(self.headers.get('Content-Length', 0))
        body = self.rfile.read(length)
        self.send_response(201, 'Made here')
        self.send_header('Content-Type', 'x/y')
        self.end_headers()
        self.wfile.write(body[::-1])

    def do_FAIL(self):
        self.send_error(*WORDS['error'])

    do_HEAD = do_FAIL

    def do_ONLY(self):
        self.send_response_only(299)
        self.send_header('X', 'y')
        self.send_header('Connection', WORDS.get('connection', 'close'))
        self.end_headers()

    def do_LOG(self):
        self.log_message('%s and %s', 'a', 'b')
        self.log_error('error %d', 5)
        self.log_request(server.HTTPStatus.OK if hasattr(server, 'HTTPStatus') else 200, 17)
        self.send_response(204)
        self.end_headers()


class Modern(Handler):
    protocol_version = 'HTTP/1.1'


class Refusing(Modern):
    def handle_expect_100(self):
        self.send_error(417)
        return False


old, new, refusing = Running(Handler), Running(Modern), Running(Refusing)
for line in (b'GET / HTTP/1.0', b'GET / HTTP/1.1', b'GET /', b'POST /', b'GET', b'', b'GET / HTTP/2.0', b'GET / HTTP/1', b'GET / HTTP/x.y', b'GET / HTTP/1.1.1', b'GET / JUNK/1.1', b'GET / HTTP/0.9',
             b'NOPE / HTTP/1.0', b'get / HTTP/1.0', b'GET / HTTP/1.9', b'GET /%20x?y=z#f HTTP/1.0', b'GET /' + b'x' * 65537 + b' HTTP/1.0', b'GET /\xe9 HTTP/1.0'):
    print('===', line[:40])
    for running in (old, new):
        running.show(line + b'\r\n' + (b'Host: x\r\nConnection: close\r\n\r\n'))
for head in (b'X: ' + b'y' * 65540, b'\r\n'.join([b'X: y'] * 101), b'no colon', b'X: a\r\n b'):
    print('===', head[:20])
    new.show(b'GET / HTTP/1.1\r\n' + head + b'\r\nConnection: close\r\n\r\n')

print('=== keep-alive')
for first, second in ((b'HTTP/1.1', b''), (b'HTTP/1.1', b'Connection: close\r\n'), (b'HTTP/1.0', b''), (b'HTTP/1.0', b'Connection: keep-alive\r\n'), (b'HTTP/1.1', b'Connection: Keep-Alive\r\n')):
    for running in (old, new):
        running.show(b'GET /1 ' + first + b'\r\n' + second + b'\r\nGET /2 ' + first + b'\r\nConnection: close\r\n\r\n')
print('=== expect')
for running in (old, new, refusing):
    running.show(b'POST / HTTP/1.1\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: 3\r\n\r\n', b'abc')
    running.show(b'POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n', b'abc')
    running.show(b'POST / HTTP/1.1\r\nExpect: other\r\nConnection: close\r\nContent-Length: 3\r\n\r\n', b'abc')
print('=== errors')
for error in ((404,), (404, 'Gone <away>'), (500, 'a', 'explained & more'), (299,), (777,), (204,), (205,), (304,), (100,), (400, None, None)):
    WORDS['error'] = error
    new.show(b'FAIL / HTTP/1.1\r\n\r\n')
    if error[0] == 404:
        new.show(b'HEAD / HTTP/1.1\r\n\r\n')
for connection in ('close', 'keep-alive', 'KEEP-ALIVE'):
    WORDS['connection'] = connection
    new.show(b'ONLY / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\nConnection: close\r\n\r\n')
old.show(b'LOG / HTTP/1.0\r\n\r\n')
old.show(b'')
new.show(b'', b'', b'GET / HTTP/1.1\r\n')


class Custom(Handler):
    error_message_format = 'E %(code)d %(message)s %(explain)s'
    error_content_type = 'text/plain'
    server_version = 'Mine/1'
    sys_version = ''

    def version_string(self):
        return 'X'

    def log_message(self, format, *args):
        print('logged', format % args)


WORDS['error'] = (404,)
custom = Running(Custom)
custom.show(b'FAIL / HTTP/1.0\r\n\r\n')


class Facts(server.BaseHTTPRequestHandler):
    def do_GET(self):
        print(self.client_address[0], self.address_string(), self.command, self.path, self.requestline, self.request_version, self.headers['x'], self.raw_requestline,
              type(self.headers).__name__, self.server is facts.server, self.close_connection)
        print(self.date_time_string(0), self.date_time_string(784111777), re.sub(r'\d', '9', self.log_date_time_string()) != '', self.version_string() == self.server_version + ' ' + self.sys_version)
        print(self.weekdayname, self.monthname, self.default_request_version, self.protocol_version, self.responses[404], self.timeout, self.MessageClass.__name__)
        self.send_header('A', 'b')
        self.end_headers()
        self.flush_headers()


facts = Running(Facts)
facts.show(b'GET /p?q HTTP/1.0\r\nX: y\r\n\r\n')
print(facts.server.server_name != '', facts.server.server_port == facts.server.server_address[1], facts.server.allow_reuse_address)


# A handler that waits holds up nobody when each request has a thread.
from eventlet.green import SocketServer


class Slow(server.BaseHTTPRequestHandler):
    timeout = 0.2
    def do_GET(self):
        if self.path == '/slow':
            gate.wait()
        else:
            gate.send()
        self.send_response(200)
        self.end_headers()
        order.append(self.path)

    def log_message(self, format, *args):
        order.append(format.split()[0])


class Threaded(SocketServer.ThreadingMixIn, server.HTTPServer):
    daemon_threads = True


gate, order = eventlet.Event(), []
threaded = Threaded(('127.0.0.1', 0), Slow)


def run():
    while True:
        threaded._handle_request_noblock()


loop = eventlet.spawn(run)


def ask(path):
    client = socket.create_connection(threaded.server_address)
    client.sendall(b'GET ' + path + b' HTTP/1.0\r\n\r\n')
    return client.makefile('rb').read()[:12]


slow = eventlet.spawn(ask, b'/slow')
eventlet.sleep(0.01)
print(ask(b'/quick'), slow.wait(), [x for x in order if x[0] == '/'])
# One that is silent is cut off.
del order[:]
client = socket.create_connection(threaded.server_address)
print(client.recv(10), order)
loop.kill()
