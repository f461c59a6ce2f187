"""http.client sending requests: what goes over the wire, in which state what is allowed, connections that are kept, tunnels."""
from _http import *
import array
import io
import tempfile

OK = b'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'


def sent(method, url, body=None, headers={}, **kw):
    server = Scripted(OK)
    connection = client.HTTPConnection('127.0.0.1', server.port, timeout=5)
    try:
        connection.request(method, url, body, headers, **kw)
        r = connection.getresponse()
        print(method, server.requests[0].replace(str(server.port).encode(), b'PORT'), r.read())
    except Exception as e:
        print(method, 'raises', type(e).__name__, e)
    connection.close()


def generate():
    yield b'abc'
    yield b''
    yield b'de'


class Reader(object):
    def __init__(self, data):
        self.data = data

    def read(self, n):
        part, self.data = self.data[:4], self.data[4:]
        return part


binary = tempfile.TemporaryFile()
binary.write(b'file content')
binary.seek(0)
words = tempfile.TemporaryFile('w+', encoding='latin-1')
words.write('caf\xe9')
words.seek(0)
sent('GET', '/')
sent('GET', '')
sent('GET', 'http://other.test:81/x?y')
sent('GET', 'http:///x')
sent('POST', '/')
for method in ('PUT', 'PATCH', 'DELETE', 'OPTIONS', 'post', 'HEAD', 'TRACE'):
    sent(method, '/')
for body in (b'abc', 'caf\xe9', bytearray(b'ba'), memoryview(b'mv'), array.array('h', [1, 2]), [b'a', b'bc'], (b't',), generate(), io.BytesIO(b'bio'), io.StringIO('sio'),
             Reader(b'123456789'), binary, words, b'', '', iter([]), 5, '\u20ac'):
    sent('POST', '/', body)
sent('GET', '/', b'abc')
sent('GET', '/', None, {'Host': 'h', 'Accept-Encoding': 'gzip'})
sent('POST', '/', b'abc', {'Content-Length': '3', 'X-Int': 5, 'X-Bytes': b'b', 'X-Latin': '\xe9'})
sent('POST', '/', generate(), {'Transfer-Encoding': 'chunked'})
sent('POST', '/', generate(), {'Transfer-Encoding': 'chunked'}, encode_chunked=True)
sent('POST', '/', b'3\r\nabc\r\n0\r\n\r\n', {'Transfer-Encoding': 'chunked'})
for headers in ({'Bad Name': 'x'}, {'Bad:Name': 'x'}, {'X': 'a\r\nb'}, {'X': 'a\nb'}, {'X': 'a\r\n b'}, {'': 'x'}, {'X': '\u20ac'}, {' X': 'x'}, {'X\n': 'x'}):
    sent('GET', '/', None, headers)
sent('GET', '/\xe9')

print('ports')
for host, port in (('host', None), ('host:81', None), ('host:', None), ('[::1]', None), ('[::1]:82', None), ('::1', None), ('host:x', None), ('host', 83), ('host:84', 85), ('1.2.3.4:', 0)):
    show('%s %s' % (host, port), lambda: (lambda c: (c.host, c.port, c.timeout is socket._GLOBAL_DEFAULT_TIMEOUT if hasattr(socket, '_GLOBAL_DEFAULT_TIMEOUT') else True))(client.HTTPConnection(host, port)))
    if hasattr(client, 'HTTPSConnection'):
        show('https', lambda: (lambda c: (c.host, c.port))(client.HTTPSConnection(host, port)))

print('states')
server = Scripted([OK, b''], [OK, b''], [OK, b''], None, None)
c = client.HTTPConnection('127.0.0.1', server.port, timeout=5)
show('getresponse first', c.getresponse)
show('putheader first', c.putheader, 'X', 'y')
show('endheaders first', c.endheaders)
c.putrequest('GET', '/')
show('putrequest twice', c.putrequest, 'GET', '/')
show('getresponse early', c.getresponse)
c.putheader('X', 'a', 'b', 5)
c.endheaders()
show('putheader late', c.putheader, 'X', 'y')
show('endheaders late', c.endheaders)
r = c.getresponse()
show('getresponse twice', c.getresponse)
print(r.read(), server.requests[0].replace(str(server.port).encode(), b'PORT'))
sock = c.sock
c.putrequest('GET', '/2', skip_host=True, skip_accept_encoding=True)
c.endheaders()
c.send(b'')
print(c.getresponse().read(), c.sock is sock, server.requests[1])
c.request('GET', '/3')
r = c.getresponse()
c.close()
c.close()
show('read after close', r.read)
c.auto_open = 0
show('closed', c.request, 'GET', '/')
c = client.HTTPConnection('127.0.0.1', server.port, timeout=5)
c.request('GET', '/4')
e = show('disconnected', c.getresponse)
print(isinstance(e, ConnectionResetError), isinstance(e, client.BadStatusLine), c.sock)
c.request('GET', '/5')
show('again', c.getresponse)
nobody = socket.socket()
nobody.bind(('127.0.0.1', 0))
c = client.HTTPConnection('127.0.0.1', nobody.getsockname()[1], timeout=5)
show('refused', c.connect)

print('close')
server = Scripted(b'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok', b'HTTP/1.0 200 OK\r\n\r\nto the end', OK)
c = client.HTTPConnection('127.0.0.1', server.port, timeout=5)
for i in range(3):
    c.request('GET', '/%d' % i)
    r = c.getresponse()
    print(r.read(), c.sock is None, r.will_close)

print('old')
c = client.HTTPConnection('127.0.0.1', server.port)
c._http_vsn, c._http_vsn_str = 10, 'HTTP/1.0'
server = Scripted(OK)
c.port = server.port
c.request('POST', '/', b'x')
print(c.getresponse().read(), server.requests)
c = client.HTTPConnection('127.0.0.1', 1, 5, ('127.0.0.1', 0))
print(c.timeout, c.source_address)

print('timeout')
silent = eventlet.listen(('127.0.0.1', 0))
c = client.HTTPConnection('127.0.0.1', silent.getsockname()[1], timeout=0.05)
c.request('GET', '/')
show('silent', c.getresponse)

print('tunnels')
server = Scripted([b'HTTP/1.0 200 Connected\r\nX: y\r\n\r\n', b''], OK, b'HTTP/1.1 407 Auth Please\r\nX: y\r\n\r\n', b'HTTP/1.0 200', [b'HTTP/1.0 200 OK\r\n\r\n', b''], OK,
                  b'HTTP/1.1 200 OK\r\nX: ' + b'y' * 70000, b'')
c = client.HTTPConnection('127.0.0.1', server.port, timeout=5)
c.set_tunnel('far.test', 8080, {'Proxy-Authorization': 'x'})
c.request('GET', '/through')
print(c.getresponse().read(), server.requests)
show('tunnel late', c.set_tunnel, 'other.test')
for i in range(2):
    c = client.HTTPConnection('127.0.0.1', server.port, timeout=5)
    c.set_tunnel('far.test:99')
    show('tunnel', c.connect)
    print(c.sock is None)
c = client.HTTPConnection('127.0.0.1', server.port, timeout=5)
c.set_tunnel('far.test')
c.request('GET', 'http://very.far.test/')
print(c.getresponse().read(), server.requests[-1])
for i in range(2):
    c = client.HTTPConnection('127.0.0.1', server.port, timeout=5)
    c.set_tunnel('far.test')
    show('tunnel', c.connect)

print('debug')
server = Scripted(b'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
c = client.HTTPConnection('127.0.0.1', server.port, timeout=5)
c.set_debuglevel(0)
c.request('POST', '/', io.BytesIO(b'x'), {'Expect': '100-continue'})
print(c.getresponse().read())

print('names')
for name in ('HTTPException', 'NotConnected', 'InvalidURL', 'UnknownProtocol', 'UnknownTransferEncoding', 'UnimplementedFileMode', 'IncompleteRead', 'ImproperConnectionState',
             'CannotSendRequest', 'CannotSendHeader', 'ResponseNotReady', 'BadStatusLine', 'LineTooLong', 'RemoteDisconnected', 'error'):
    print(name, [x.__name__ for x in getattr(client, name).__mro__])
for e in (client.IncompleteRead(b'abc'), client.IncompleteRead(b'abc', 5), client.BadStatusLine(''), client.BadStatusLine('x y'), client.LineTooLong('header line'),
          client.UnknownProtocol('HTTP/9'), client.RemoteDisconnected('gone')):
    print(type(e).__name__, e.args, str(e), repr(e), getattr(e, 'line', None), getattr(e, 'version', None))
print(client.HTTP_PORT, client.HTTPS_PORT, client.NOT_FOUND, client.responses[404], client.responses[500])
print(client.parse_headers(io.BytesIO(b'A: 1\r\nB: 2\r\n\r\nrest')).items())
show('parse_headers', client.parse_headers, io.BytesIO(b'A: ' + b'1' * 70000))
show('parse_headers', client.parse_headers, io.BytesIO(b'A: 1\r\n' * 101))
print(len(client.parse_headers(io.BytesIO(b'A: 1\r\n'))))
from eventlet.green import http
print(http.HTTPStatus.OK, http.HTTPStatus(404).phrase, http.HTTPStatus.OK.description, int(http.HTTPStatus.NOT_FOUND))
