"""What a protocol class may override, and what it finds there."""
import email.message
import http.client
from eventlet import wsgi
from _wsgi import Server

calls = []


def app(env, sr):
    sr('200 OK', [('X-Seen', env.get('HTTP_X_SEEN', '-'))])
    return [('%s %s %s %s %r' % (env['REQUEST_METHOD'], env['PATH_INFO'], env['CONTENT_TYPE'], env.get('QUERY_STRING'),
                                 env['wsgi.input'].read())).encode()]


class Everything(wsgi.HttpProtocol):
    def __init__(self, conn_state, server):
        calls.append('__init__')
        wsgi.HttpProtocol.__init__(self, conn_state, server)

    def setup(self):
        calls.append('setup')
        wsgi.HttpProtocol.setup(self)
        calls.append((hasattr(self.rfile, 'readline'), hasattr(self.wfile, 'write'), self.connection is self.request))

    def handle(self):
        calls.append('handle')
        wsgi.HttpProtocol.handle(self)

    def handle_one_request(self):
        calls.append('handle_one_request')
        wsgi.HttpProtocol.handle_one_request(self)

    def parse_request(self):
        calls.append(('parse_request', self.raw_requestline))
        result = wsgi.HttpProtocol.parse_request(self)
        calls.append((result, self.command, self.path, self.request_version, self.requestline, bool(self.close_connection)))
        calls.append((isinstance(self.headers, http.client.HTTPMessage), self.headers.items(), self.headers.get('x-SEEN')))
        return result

    def get_environ(self):
        env = wsgi.HttpProtocol.get_environ(self)
        calls.append(('get_environ', env['PATH_INFO']))
        env['PATH_INFO'] = '/overridden'
        return env

    def handle_one_response(self):
        calls.append('handle_one_response')
        wsgi.HttpProtocol.handle_one_response(self)

    def get_client_address(self):
        return ('client', 'port')

    def log_date_time_string(self):
        return 'DATE'

    def finish(self):
        calls.append('finish')
        wsgi.HttpProtocol.finish(self)


s = Server(app, protocol=Everything)
s.get(b'/a?b=c', b'X-Seen: yes\r\nContent-Length: 3\r\n', b'POST', body=b'abc')
s.stop()
s.show_log()
for call in calls:
    print(call)


class HeadersReplaced(wsgi.HttpProtocol):
    """Headers that are changed, or put there anew, count for the environment."""

    def parse_request(self):
        if not wsgi.HttpProtocol.parse_request(self):
            return False
        self.headers['X-Seen'] = 'added'
        if self.path == '/replace':
            message = http.client.HTTPMessage()
            message['X-Seen'] = 'replaced'
            message['Content-Type'] = 'x/y'
            self.headers = message
        elif self.path == '/delete':
            del self.headers['Content-Type']
        self.path = self.path + '?q=' + self.command
        return True


s = Server(app, protocol=HeadersReplaced)
for path in (b'/add', b'/replace', b'/delete'):
    s.get(path, b'Content-Type: a/b\r\nConnection: close\r\n')
s.stop()


class OwnParser(wsgi.HttpProtocol):
    """Parses by itself, as programs do that were written for a certain version of http.server."""

    def parse_request(self):
        self.requestline = str(self.raw_requestline, 'latin-1').rstrip('\r\n')
        self.command, self.path, self.request_version = self.requestline.split()
        self.close_connection = True
        self.headers = http.client.parse_headers(self.rfile, _class=self.MessageClass)
        return True


class Message(http.client.HTTPMessage):
    def get_default_type(self):
        return ''


for cls in (OwnParser, wsgi.HttpProtocol):
    for message in (http.client.HTTPMessage, Message):
        s = Server(app, protocol=type('Protocol', (cls,), {'MessageClass': message}))
        s.get(b'/own', b'X-Seen: 1\r\nConnection: close\r\nContent-Length: 2\r\n', b'POST', body=b'ab')
        s.get(b'/long', b'X: ' + b'x' * 9000 + b'\r\n')
        s.stop()


class Lines(wsgi.HttpProtocol):
    """Takes something off the connection before the first request, as for the PROXY protocol."""

    def handle(self):
        line = self.rfile.readline(self.server.url_length_limit)
        print('first', line, self.rfile.closed)
        self.client_address = ('1.2.3.4', 99)
        self.wfile.write(b'hello\r\n')
        self.wfile.flush()
        wsgi.HttpProtocol.handle(self)

    def _read_request_line(self):
        line = wsgi.HttpProtocol._read_request_line(self)
        print('request line', line)
        return line


s = Server(lambda env, sr: sr('200 OK', []) and [env['REMOTE_ADDR'].encode()], protocol=Lines)
s.show(b'PROXY line\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n')
s.stop()
s.show_log()


class OldDefault(wsgi.HttpProtocol):
    default_request_version = 'HTTP/1.0'
    error_message_format = 'error %(code)d %(message)s'

    def version_string(self):
        return 'server'

    def log_error(self, format, *args):
        print('log_error', format % args)

    def log_message(self, format, *args):
        print('log_message', format % args)


s = Server(app, protocol=OldDefault)
s.show(b'GARBAGE\r\n\r\n')
s.show(b'GET / HTTP/9.9\r\n\r\n')
s.show(b'GET /\r\n\r\n')
s.stop()
