# WSGI: environment, posted data, headers, chunks, errors.
import cgi
import eventlet
from eventlet import wsgi
from eventlet.green import httplib


def application(env, start_response):
    path = env['PATH_INFO']
    if path == '/post':
        length = int(env.get('CONTENT_LENGTH') or 0)
        data = env['wsgi.input'].read(length)
        form = cgi.parse_qs(data)
        start_response('200 OK', [('Content-Type', 'text/plain')])
        return ['%s=%s;' % (k, v[0]) for k, v in sorted(form.items())]
    if path == '/stream':
        start_response('200 OK', [('Content-Type', 'application/octet-stream')])
        return stream()
    if path == '/boom':
        raise ValueError, 'broken application'
    if path == '/write':
        write = start_response('200 OK', [('Content-Length', '7')])
        write('written')
        return []
    start_response('200 OK', [('Content-Type', 'text/html'), ('Set-Cookie', 'a=1'), ('Set-Cookie', 'b=2')])
    return [env['REQUEST_METHOD'], ' ', path, '?', env['QUERY_STRING'], ' ', env.get('HTTP_X_TEST', '-'), ' ', env['wsgi.url_scheme']]


def stream():
    for i in range(3):
        yield 'chunk %d \xff' % i
        eventlet.sleep(0)


class Log(object):
    def write(self, text):
        if 'broken application' in text:
            log.append('traceback')

log = []
sock = eventlet.listen(('127.0.0.1', 0))
eventlet.spawn(wsgi.server, sock, application, log=Log(), debug=False)
connection = httplib.HTTPConnection('127.0.0.1', sock.getsockname()[1])


def ask(method, path, body=None, headers={}):
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    return response.status, response.reason, response.read(), response

status, reason, body, response = ask('GET', '/some/path?q=1', headers={'X-Test': 'green'})
print status, reason, body, response.getheader('content-type'), response.msg.getheaders('Set-Cookie')
print ask('POST', '/post', 'name=Ann&city=Rome+East', {'Content-Type': 'application/x-www-form-urlencoded'})[2]
status, reason, body, response = ask('GET', '/stream')
print status, repr(body), response.getheader('transfer-encoding')
print ask('GET', '/boom')[:2]
print ask('GET', '/write')[:3]
print ask('HEAD', '/')[0]
print log
raw = eventlet.connect(sock.getsockname())
raw.sendall('GET /raw HTTP/1.0\r\nX-Test: by hand\r\n\r\n')
lines = raw.makefile().read().split('\r\n')
print lines[0], lines[-1]
