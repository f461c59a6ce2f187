# WebSocketWSGI and the sockets by themselves: decorators, environments, packing, masks, closing with a socket that fails.
import errno
import io
import struct

import eventlet
from eventlet import websocket
from eventlet.green import socket


def attempt(label, f, *args, **kwargs):
    try:
        print(label, repr(f(*args, **kwargs)))
    except BaseException as e:
        print(label, type(e).__name__, e, getattr(e, 'status', ''), getattr(e, 'headers', ''))


def handler(ws):
    pass


w = websocket.WebSocketWSGI(handler)
print(w.handler is handler, w.protocol_version, w.support_legacy_versions, w.supported_protocols, w.origin_checker, w.max_frame_length)
w = websocket.WebSocketWSGI.configured(handler, supported_protocols=['a'], origin_checker=len, support_legacy_versions=True)
print(w.handler is handler, w.support_legacy_versions, w.supported_protocols, w.origin_checker)
d = websocket.WebSocketWSGI.configured(supported_protocols=['b'])
print(callable(d), d(handler).supported_protocols, d(handler).support_legacy_versions)


def start_response(status, headers):
    print('start_response', status, headers)


BASE = {'REQUEST_METHOD': 'GET', 'HTTP_CONNECTION': 'Upgrade', 'HTTP_UPGRADE': 'websocket', 'SERVER_PROTOCOL': 'HTTP/1.1', 'HTTP_HOST': 'h', 'PATH_INFO': '/',
        'HTTP_SEC_WEBSOCKET_VERSION': '13', 'HTTP_SEC_WEBSOCKET_KEY': 'dGhlIHNhbXBsZSBub25jZQ=='}


def request(label, remove=(), **changes):
    env = dict(BASE, **changes)
    for name in remove:
        del env[name]
    attempt(label, websocket.WebSocketWSGI.configured(handler, support_legacy_versions=True), env, start_response)


request('no socket')
request('no socket, legacy', remove=['HTTP_SEC_WEBSOCKET_VERSION', 'HTTP_SEC_WEBSOCKET_KEY'], HTTP_SEC_WEBSOCKET_KEY1='1 1', HTTP_SEC_WEBSOCKET_KEY2='2 2')
a, b = socket.socketpair()
request('no upgrade', remove=['HTTP_UPGRADE'])
request('other upgrade', HTTP_UPGRADE='h2c')
request('no connection', HTTP_CONNECTION='close')
request('version', **{'HTTP_SEC_WEBSOCKET_VERSION': '7', 'gunicorn.socket': a})
request('no key', remove=['HTTP_SEC_WEBSOCKET_KEY'], **{'gunicorn.socket': a})
request('key2 missing', remove=['HTTP_SEC_WEBSOCKET_VERSION', 'HTTP_SEC_WEBSOCKET_KEY'], **{'HTTP_SEC_WEBSOCKET_KEY1': '1 1', 'gunicorn.socket': a})
request('key without spaces', remove=['HTTP_SEC_WEBSOCKET_VERSION', 'HTTP_SEC_WEBSOCKET_KEY'],
        **{'HTTP_SEC_WEBSOCKET_KEY1': '11', 'HTTP_SEC_WEBSOCKET_KEY2': '1 1', 'gunicorn.socket': a})
websocket.WebSocketWSGI(handler)(dict(BASE, **{'gunicorn.socket': a}), start_response)
b.settimeout(1)
print(b.recv(1000))
e = websocket.WebSocketWSGI.BadRequest if hasattr(websocket.WebSocketWSGI, 'BadRequest') else websocket.BadRequest
x = e()
print(x.status, x.body, x.headers, e('404 x', 'body', [('a', 'b')]).status)

# Legacy sockets.
ws = websocket.WebSocket(None, {}, 76)
for message in ('text', b'bytes', 5, 'caf\xe9', None):
    attempt('pack', ws._pack_message, message)
for buffer in (b'', b'\x00one\xff\x00two\xffrest', b'bad', b'\xff\x00', b'\x00unfinished'):
    ws = websocket.WebSocket(None, {}, 76)
    ws._buf = buffer
    attempt('parse %r' % buffer, ws._parse_messages)
    print(ws._buf)


class Sock(object):
    def __init__(self, fail_send=None, fail_shutdown=None):
        self.fail_send = fail_send
        self.fail_shutdown = fail_shutdown
        self.log = []

    def sendall(self, data):
        self.log.append(data)
        if self.fail_send:
            raise self.fail_send

    def recv(self, n):
        return b''

    def shutdown(self, how):
        self.log.append(('shutdown', int(how)))
        if self.fail_shutdown:
            raise self.fail_shutdown

    def close(self):
        self.log.append('close')


class Log(object):
    def __init__(self):
        self.lines = []

    def write(self, text):
        self.lines.append(text)


for version in (75, 76, 8, 13):
    for sock in (Sock(), Sock(fail_send=OSError(errno.EPIPE, 'p')), Sock(fail_shutdown=OSError(errno.ENOTCONN, 'n')), Sock(fail_shutdown=OSError(errno.EBADF, 'b'))):
        log = Log()
        environ = {'wsgi.errors': log, 'REMOTE_ADDR': '1.2.3.4', 'REMOTE_PORT': '5', 'REQUEST_METHOD': 'GET', 'PATH_INFO': '/p'}
        if version > 76:
            ws = websocket.RFC6455WebSocket(sock, environ, version=version)
        else:
            ws = websocket.WebSocket(sock, environ, version)
        attempt('close %d' % version, ws.close)
        print(sock.log, log.lines, ws.websocket_closed)
        attempt('close again', ws.close)
        print(sock.log[3:])
        attempt('send', ws.send, 'x')
        attempt('wait', ws.wait)
    if version > 76:
        sock = Sock()
        ws = websocket.RFC6455WebSocket(sock, {'wsgi.errors': Log()}, version=version)
        ws.close((1001, 'going'))
        print(sock.log)
ws = websocket.RFC6455WebSocket(Sock(), {}, version=13)
print(ws._apply_mask(b'hello', bytearray(b'\x01\x02\x03\x04')), ws._apply_mask(b'hello', bytearray(b'\x01\x02\x03\x04'), offset=1),
      ws._apply_mask(b'hello', bytearray(b'\x01\x02\x03\x04'), length=3))
for args, kwargs in ((('text',), {}), ((b'bytes',), {}), (('x' * 126,), {}), ((b'x' * 65536,), {}), (('x',), {'continuation': True}), (('x',), {'final': False}),
                     (('x',), {'control_code': 9}), ((b'',), {'control_code': 8}), ((5,), {}), (('x' * 200,), {'control_code': 9}), (('x',), {'control_code': 3})):
    try:
        data = ws._pack_message(*args, **kwargs)
        print(data[:12], len(data))
    except Exception as e:
        print(type(e).__name__, e)
data = ws._pack_message('masked', masked=True)
print(len(data), data[:2], ws._apply_mask(data[6:], bytearray(data[2:6])))
decoder = ws.UTF8Decoder()
print(decoder.decode(b'caf\xc3'), decoder.decode(b'\xa9'), decoder.reset())
attempt('decode', decoder.decode, b'\xff')
attempt('decode final', websocket.RFC6455WebSocket.UTF8Decoder().decode, b'\xc3', True)
for code, data in ((8, b''), (8, b'\x03\xe8bye'), (8, b'\x00'), (8, b'\x03\xe8\xff'), (9, b'ping'), (10, b'pong'), (11, b'')):
    sock = Sock()
    ws = websocket.RFC6455WebSocket(sock, {}, version=13)
    attempt('control %d %r' % (code, data), ws._handle_control_frame, code, data)
    print(sock.log)
print([(c.__name__, c.__bases__[0].__name__) for c in (websocket.ConnectionClosedError, websocket.FailedConnectionError, websocket.ProtocolError)])
f = websocket.FailedConnectionError(1002, 'why')
print(f.status, f.message, f.args, str(f))
p = websocket.ProtocolError('proto')
print(p.args, str(p))
