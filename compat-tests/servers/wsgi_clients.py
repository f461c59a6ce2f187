"""Serves what test_wsgi_clients.py asks for. Arguments: tls CERTIFICATE KEY, or nothing. Prints its address first, and a line for each request."""
import hashlib
import sys

import eventlet
from eventlet import websocket, wsgi


def report(environ, start_response):
    """Says what came in."""
    body = environ['wsgi.input'].read()
    lines = ['%s %s' % (environ['REQUEST_METHOD'], environ['PATH_INFO']), 'scheme %s' % environ['wsgi.url_scheme'],
             'length %s' % environ.get('CONTENT_LENGTH'), 'coding %s' % environ.get('HTTP_TRANSFER_ENCODING'),
             'expect %s' % environ.get('HTTP_EXPECT'), 'body %d %s' % (len(body), hashlib.sha1(body).hexdigest())]
    start_response('200 OK', [('Content-Type', 'text/plain')])
    return [('\n'.join(lines) + '\n').encode()]


def download(environ, start_response):
    """A large answer in chunks."""
    start_response('200 OK', [('Content-Type', 'application/octet-stream')])
    return (bytes([i % 251]) * 10000 for i in range(300))


def slow(environ, start_response):
    start_response('200 OK', [('Content-Type', 'text/plain')])
    for word in ('one', 'two', 'three'):
        eventlet.sleep(0.05)
        yield word.encode() + b'\n' * 5000


def refuse(environ, start_response):
    """Answers without reading the body."""
    start_response('413 Content Too Large', [('Content-Type', 'text/plain')])
    return [b'too large\n']


@websocket.WebSocketWSGI
def echo(ws):
    while True:
        message = ws.wait()
        if message is None:
            break
        ws.send(message)


@websocket.WebSocketWSGI
def talk(ws):
    """Speaks first, and says goodbye."""
    for i in range(3):
        ws.send('message %d' % i)
    ws.send(b'\x00\xff' * 3)
    ws.send('x' * 70000)


@websocket.WebSocketWSGI
def count(ws):
    """Says how long each message was."""
    while True:
        message = ws.wait()
        if message is None:
            break
        ws.send('%s %d' % (type(message).__name__, len(message)))


subprotocols = websocket.WebSocketWSGI.configured(lambda ws: ws.send(str(ws.protocol)), supported_protocols=['b', 'c'])
origin = websocket.WebSocketWSGI.configured(lambda ws: ws.send('welcome'), origin_checker=lambda host, origin: origin == 'http://good')

PATHS = {'/download': download, '/slow': slow, '/refuse': refuse, '/echo': echo, '/talk': talk, '/count': count, '/subprotocols': subprotocols, '/origin': origin}


def app(environ, start_response):
    return PATHS.get(environ['PATH_INFO'], report)(environ, start_response)


listener = eventlet.listen(('127.0.0.1', 0))
print('listening:%d' % listener.getsockname()[1], flush=True)
if sys.argv[1:2] == ['tls']:
    listener = eventlet.wrap_ssl(listener, certfile=sys.argv[2], keyfile=sys.argv[3], server_side=True)
wsgi.server(listener, app, log=sys.stdout, log_format='%(request_line)s %(status_code)s', debug=False)
