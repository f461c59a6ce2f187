"""A client that falls silent in the middle of a request's head is told so; one that sends nothing is not."""
import io
import sys

import eventlet
from eventlet import wsgi

try:
    import _eventlet_http
except ImportError:
    _eventlet_http = None

log = io.StringIO()


def app(env, start_response):
    body = env['wsgi.input'].read()
    start_response('200 OK', [])
    return [body]


def send(*parts):
    c = eventlet.connect(sock.getsockname())
    answer = b''
    with eventlet.Timeout(10):
        for part in parts:
            c.sendall(part)
            eventlet.sleep(0.02)
        while True:
            d = c.recv(65536)
            if not d:
                break
            answer += d
    c.close()
    return answer


sock = eventlet.listen(('127.0.0.1', 0))
eventlet.spawn(wsgi.server, sock, app, log, socket_timeout=0.1)
EXPECTED = b'HTTP/1.0 408 Request Timeout\r\nConnection: close\r\nContent-length: 0\r\n\r\n'
assert send() == b''
assert send(b'GET / HTTP/1.1\r\nHost') == EXPECTED
assert send(b'GET / HTTP/1.1\r\n', b'Host: h\r\n', b'X: ') == EXPECTED
if _eventlet_http is not None:
    # A reader of the standard library does not tell how much of the line has come.
    assert send(b'GET / HTT') == EXPECTED
answer = send(b'GET / HTTP/1.1\r\nHost: h\r\n\r\n')
assert answer.startswith(b'HTTP/1.1 200 OK') and b'408' not in answer, answer
answer = send(b'GET / HTTP/1.1\r\nHost: h\r\n\r\n', b'GET / HTTP/1.1\r\n')
assert answer.startswith(b'HTTP/1.1 200 OK') and answer.endswith(EXPECTED), answer


class Steps(wsgi.HttpProtocol):
    def parse_request(self):
        return wsgi.HttpProtocol.parse_request(self)


sock = eventlet.listen(('127.0.0.1', 0))
eventlet.spawn(wsgi.server, sock, app, log, socket_timeout=0.1, protocol=Steps)
assert send() == b''
assert send(b'GET / HTTP/1.1\r\nHost') == EXPECTED
assert log.getvalue().count('timed out') >= 7, log.getvalue()
print('all passed')
