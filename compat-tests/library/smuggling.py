"""Requests that two recipients may understand differently: each is refused, or read as RFC 9112 says.

A table: a name, the bytes, and what becomes of them. Every refused request is followed by another one, which nobody may ever see.
"""
import io
import re
import sys

import eventlet
from eventlet import wsgi
from eventlet.green import socket

seen = []


def app(env, start_response):
    seen.append((env['REQUEST_METHOD'], env['PATH_INFO'], env['wsgi.input'].read()))
    start_response('200 OK', [])
    return [b'ok']


SMUGGLED = b'GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n'
POST = b'POST / HTTP/1.1\r\nHost: h\r\n'
CHUNKED = POST + b'Transfer-Encoding: chunked\r\n\r\n'
END = b'0\r\n\r\n'

# The head, or what comes of the body, is refused with this status; nothing behind it is looked at. The status 500 says that the application saw the
# beginning of a body that then turned out to be wrong.
REFUSED = [
    # Lengths: RFC 9110, section 8.6.
    ('two lengths', 400, POST + b'Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd'),
    ('two lengths, the second malformed', 400, POST + b'Content-Length: 3\r\nContent-Length: x\r\n\r\nabc'),
    ('length list', 400, POST + b'Content-Length: 3, 3\r\n\r\nabc'),
    ('length list with different values', 400, POST + b'Content-Length: 3, 4\r\n\r\nabcd'),
    ('length with plus', 400, POST + b'Content-Length: +3\r\n\r\nabc'),
    ('negative length', 400, POST + b'Content-Length: -1\r\n\r\n'),
    ('length with underscore', 400, POST + b'Content-Length: 1_0\r\n\r\nabc'),
    ('hexadecimal length', 400, POST + b'Content-Length: 0x3\r\n\r\nabc'),
    ('length with a fraction', 400, POST + b'Content-Length: 3.0\r\n\r\nabc'),
    ('length in other digits', 400, POST + b'Content-Length: \xb2\r\n\r\nab'),
    ('empty length', 400, POST + b'Content-Length:\r\n\r\n'),
    ('blank inside the length', 400, POST + b'Content-Length: 1 0\r\n\r\nabc'),
    ('vertical tab before the length', 400, POST + b'Content-Length: \x0b3\r\n\r\nabc'),
    ('length beyond 64 bits', 400, POST + b'Content-Length: 18446744073709551619\r\n\r\nabc'),
    ('length of many digits', 400, POST + b'Content-Length: ' + b'9' * 1000 + b'\r\n\r\nabc'),
    # Transfer codings: RFC 9112, sections 6.1 and 6.3.
    ('unknown coding with length', 501, POST + b'Transfer-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc'),
    ('coding around chunked', 501, POST + b'Transfer-Encoding: gzip, chunked\r\n\r\n' + END),
    ('chunked twice in a list', 501, POST + b'Transfer-Encoding: chunked, chunked\r\n\r\n' + END),
    ('chunked and an empty coding', 501, POST + b'Transfer-Encoding: chunked,\r\n\r\n' + END),
    ('chunked, identity', 501, POST + b'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n' + END),
    ('identity, chunked', 501, POST + b'Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n' + END),
    ('chunked in two fields', 501, POST + b'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n' + END),
    ('identity, which is no coding any more', 501, POST + b'Transfer-Encoding: identity\r\nContent-Length: 3\r\n\r\nabc'),
    ('xchunked', 501, POST + b'Transfer-Encoding: xchunked\r\nContent-Length: 3\r\n\r\nabc'),
    ('chunked with quotes', 501, POST + b'Transfer-Encoding: "chunked"\r\n\r\n' + END),
    ('chunked with a parameter', 501, POST + b'Transfer-Encoding: chunked;q=1\r\n\r\n' + END),
    ('chunked behind a vertical tab', 501, POST + b'Transfer-Encoding: \x0bchunked\r\n\r\n' + END),
    ('empty coding', 501, POST + b'Transfer-Encoding:\r\nContent-Length: 3\r\n\r\nabc'),
    # Field lines: RFC 9112, section 5; RFC 9110, section 5.5.
    ('space before the colon of a length', 400, POST + b'Content-Length : 3\r\n\r\nabc'),
    ('space before the colon of a coding', 400, POST + b'Transfer-Encoding : chunked\r\n\r\n' + END),
    ('tab before the colon', 400, POST + b'Transfer-Encoding\t: chunked\r\n\r\n' + END),
    ('space before the name', 400, POST + b' Transfer-Encoding: chunked\r\n\r\n' + END),
    ('folded coding', 400, POST + b'Transfer-Encoding:\r\n chunked\r\n\r\n' + END),
    ('coding folded into another field', 400, POST + b'X: 1\r\n Transfer-Encoding: chunked\r\n\r\n' + END),
    ('folded first line', 400, b'POST / HTTP/1.1\r\n Host: h\r\n\r\n'),
    ('line without colon', 400, POST + b'nonsense\r\n\r\n'),
    ('empty name', 400, POST + b': x\r\n\r\n'),
    ('NUL in a name', 400, POST + b'Transfer-Encoding\0: chunked\r\n\r\n' + END),
    ('NUL in a value', 400, POST + b'Transfer-Encoding: chunked\0\r\n\r\n' + END),
    ('quote in a name', 400, POST + b'"Content-Length": 3\r\n\r\nabc'),
    ('name beyond ASCII', 400, POST + b'Content-Length\xa0: 3\r\n\r\nabc'),
    ('bare CR in a value', 400, POST + b'X: a\rTransfer-Encoding: chunked\r\n\r\n' + END),
    ('bare CR before the line break', 400, POST + b'X: a\r\r\n\r\n'),
    ('bare CR for an empty line', 400, POST + b'\rX: a\r\n\r\n'),
    ('two hosts', 400, b'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'),
    ('the same host twice', 400, b'GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n'),
    ('endless field', 400, POST + b'X: ' + b'x' * 9000 + b'\r\n\r\n'),
    ('too many fields', 431, POST + b'X: 1\r\n' * 101 + b'\r\n'),
    ('too many bytes of fields', 400, POST + (b'X: ' + b'x' * 1000 + b'\r\n') * 70 + b'\r\n'),
    # The request line: RFC 9112, section 3.
    ('target with a blank', 400, b'GET /a b HTTP/1.1\r\nHost: h\r\n\r\n'),
    ('bare CR in the request line', 400, b'GET /\rX HTTP/1.1\r\nHost: h\r\n\r\n'),
    ('NUL in the target', 400, b'GET /\0 HTTP/1.1\r\nHost: h\r\n\r\n'),
    ('method that is no token', 400, b'GE(T / HTTP/1.1\r\nHost: h\r\n\r\n'),
    ('version in lower case', 400, b'GET / http/1.1\r\nHost: h\r\n\r\n'),
    ('version with a sign', 400, b'GET / HTTP/+1.1\r\nHost: h\r\n\r\n'),
    ('version beyond', 505, b'GET / HTTP/2.0\r\nHost: h\r\n\r\n'),
    ('endless request line', 414, b'GET /' + b'x' * 9000 + b' HTTP/1.1\r\nHost: h\r\n\r\n'),
    # Chunks: RFC 9112, section 7.1.
    ('chunk size with sign', 500, CHUNKED + b'+3\r\nabc\r\n' + END),
    ('negative chunk size', 500, CHUNKED + b'-1\r\nabc\r\n' + END),
    ('chunk size with prefix', 500, CHUNKED + b'0x3\r\nabc\r\n' + END),
    ('chunk size with underscore', 500, CHUNKED + b'0_3\r\nabc\r\n' + END),
    ('blank before the chunk size', 500, CHUNKED + b' 3\r\nabc\r\n' + END),
    ('blank inside the chunk size', 500, CHUNKED + b'3 3\r\nabc\r\n' + END),
    ('no chunk size', 500, CHUNKED + b'\r\nabc\r\n' + END),
    ('extension without size', 500, CHUNKED + b';a=b\r\nabc\r\n' + END),
    ('huge chunk size', 500, CHUNKED + b'fffffffffffffffff\r\nabc\r\n' + END),
    ('chunk size that wraps to 3', 500, CHUNKED + b'10000000000000003\r\nabc\r\n' + END),
    ('chunk size that wraps to -1', 500, CHUNKED + b'ffffffffffffffff\r\nabc\r\n' + END),
    ('chunk longer than said', 500, CHUNKED + b'3\r\nabcdef\r\n' + END),
    ('chunk shorter than said', 500, CHUNKED + b'5\r\nabc\r\n' + END),
    ('chunk without line break', 500, CHUNKED + b'3\r\nabc0\r\n\r\n'),
    ('LF alone behind a size', 500, CHUNKED + b'3\nabc\r\n' + END),
    ('LF alone behind an extension', 500, CHUNKED + b'3;a\nabc\r\n' + END),
    ('CR alone behind a size', 500, CHUNKED + b'3\rabc\r\n' + END),
    ('CR alone in an extension', 500, CHUNKED + b'3;a\rb\r\nabc\r\n' + END),
    ('LF alone behind a chunk', 500, CHUNKED + b'3\r\nabc\n' + END),
    ('two bytes for a line break', 500, CHUNKED + b'3\r\nabcXX' + END),
    ('endless extension', 500, CHUNKED + b'3;' + b'x' * 10000 + b'\r\nabc\r\n' + END),
    ('endless trailers', 500, CHUNKED + b'0\r\n' + (b'X: ' + b'x' * 1000 + b'\r\n') * 70 + b'\r\n'),
]

# Understood in one way: what the application sees, and whether the connection is closed behind it.
READ = [
    ('equal lengths', POST + b'Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc', [('POST', '/', b'abc')], False),
    ('length with zeros before it', POST + b'Content-Length: 0003\r\n\r\nabc', [('POST', '/', b'abc')], False),
    ('blanks around the length', POST + b'Content-Length: \t3 \t\r\n\r\nabc', [('POST', '/', b'abc')], False),
    ('neither length nor coding', POST + b'\r\n', [('POST', '/', b'')], False),
    # Section 6.1: the coding counts, and the connection is closed.
    ('CL.TE', POST + b'Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG', [('POST', '/', b'')], True),
    ('TE.CL', POST + b'Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n3\r\nabc\r\n' + END, [('POST', '/', b'abc')], True),
    ('coding with HTTP/1.0', b'POST / HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n' + END,
     [('POST', '/', b'abc')], True),
    ('coding in capitals', POST + b'TRANSFER-ENCODING: CHUNKED\r\n\r\n3\r\nabc\r\n' + END, [('POST', '/', b'abc')], False),
    ('blanks around the coding', POST + b'Transfer-Encoding: \t chunked\t \r\n\r\n3\r\nabc\r\n' + END, [('POST', '/', b'abc')], False),
    # Names that become the same in the environment are not the field.
    ('underscores in a coding', POST + b'Transfer_Encoding: chunked\r\nContent-Length: 5\r\n\r\n' + END, [('POST', '/', END)], False),
    ('underscores in a length', POST + b'Content_Length: 100\r\n\r\n', [('POST', '/', b'')], False),
    # Section 2.2 allows LF alone, in lines of the head only.
    ('LF alone', b'POST / HTTP/1.1\nHost: h\nContent-Length: 3\n\nabc', [('POST', '/', b'abc')], False),
    ('empty line before the request', b'\r\n' + POST + b'Content-Length: 3\r\n\r\nabc', [('POST', '/', b'abc')], False),
    ('chunk size with zeros and extension', CHUNKED + b'00000003;a=b;c="d"\r\nabc\r\n' + END, [('POST', '/', b'abc')], False),
    ('chunk size with capitals', CHUNKED + b'A\r\n0123456789\r\n' + END, [('POST', '/', b'0123456789')], False),
    ('trailers', CHUNKED + b'3\r\nabc\r\n0\r\nContent-Length: 5\r\nHost: evil\r\n\r\n', [('POST', '/', b'abc')], False),
    ('trailers that look like a request', CHUNKED + b'0\r\nGET /trailer HTTP/1.1\r\nX: y\r\n\r\n', [('POST', '/', b'')], False),
    ('chunk that contains an end', CHUNKED + b'5\r\n0\r\n\r\n\r\n' + END, [('POST', '/', END)], False),
    ('body with GET', b'GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc', [('GET', '/', b'abc')], False),
    ('target with two slashes', b'GET //evil/path HTTP/1.1\r\nHost: h\r\n\r\n', [('GET', '/evil/path', b'')], False),
    # As the original: test suites leave the host out.
    ('no host', b'GET / HTTP/1.1\r\n\r\n', [('GET', '/', b'')], False),
    ('close among other options', b'GET / HTTP/1.1\r\nHost: h\r\nConnection: TE, Close\r\n\r\n', [('GET', '/', b'')], True),
    ('HTTP/0.9', b'GET /\r\n\r\n', [('GET', '/', b'')], True),
    ('HTTP/1.0', b'GET / HTTP/1.0\r\n\r\n', [('GET', '/', b'')], True),
    ('pipelined', b'GET /a HTTP/1.1\r\nHost: h\r\n\r\nPOST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nxGET /c HTTP/1.1\r\nHost: h\r\n\r\n',
     [('GET', '/a', b''), ('POST', '/b', b'x'), ('GET', '/c', b'')], False),
]

# Cut off: the application sees nothing, and nobody is left waiting.
CUT_OFF = [
    ('in the request line', b'GET / HT'),
    ('behind the request line', b'GET / HTTP/1.1\r\n'),
    ('in a field', b'POST / HTTP/1.1\r\nHost: h\r\nContent-Le'),
    ('between fields', b'POST / HTTP/1.1\r\nHost: h\r\n'),
]


class Inherited(wsgi.HttpProtocol):
    """Has the request line read and the head parsed in separate steps."""

    def parse_request(self):
        return wsgi.HttpProtocol.parse_request(self)


class OwnHeaders(wsgi.HttpProtocol):
    """Has made a message of the headers, which therefore count."""

    def parse_request(self):
        return wsgi.HttpProtocol.parse_request(self) and self.headers is not None


def serve(protocol):
    sock = eventlet.listen(('127.0.0.1', 0))
    return sock.getsockname(), eventlet.spawn(wsgi.server, sock, app, io.StringIO(), protocol=protocol)


def send(address, data):
    del seen[:]
    c = eventlet.connect(address)
    c.sendall(data)
    try:
        c.shutdown(socket.SHUT_WR)
    except OSError:
        # Refused while it was still being sent.
        pass
    answer = b''
    with eventlet.Timeout(10):
        while True:
            try:
                d = c.recv(65536)
            except OSError:
                break
            if not d:
                break
            answer += d
    c.close()
    return answer


sys.stderr = io.StringIO()
failed = []
for protocol in (wsgi.HttpProtocol, Inherited, OwnHeaders):
    address, thread = serve(protocol)
    for name, status, data in REFUSED:
        answer = send(address, data + SMUGGLED)
        # A request line without a known version gets a page without a head.
        good = answer.startswith((b'HTTP/1.0 %d ' % status, b'HTTP/1.1 %d ' % status)) or (
            status in (400, 505) and answer.startswith(b'<!DOCTYPE') and b'%d' % status in answer)
        if not good or seen or len(re.findall(br'HTTP/1\.\d \d\d\d ', answer)) > 1:
            failed.append((protocol.__name__, name, answer[:200], list(seen)))
    for name, data, expected, closed in READ:
        answer = send(address, data + SMUGGLED)
        followed = seen[-1:] == [('GET', '/smuggled', b'')]
        if seen[:len(expected)] != expected or followed == closed or len(seen) != len(expected) + followed:
            failed.append((protocol.__name__, name, answer[:200], list(seen)))
    for name, data in CUT_OFF:
        answer = send(address, data)
        if seen:
            failed.append((protocol.__name__, 'cut off ' + name, answer[:200], list(seen)))
    thread.kill()
for case in failed:
    print(*case)
assert not failed, len(failed)


def says_close(env, start_response):
    start_response('200 OK', [('connection', 'Close'), ('Content-Length', '2')])
    return [b'ok']


other = eventlet.listen(('127.0.0.1', 0))
eventlet.spawn(wsgi.server, other, says_close, io.StringIO())
c = eventlet.connect(other.getsockname())
c.sendall(b'GET / HTTP/1.1\r\nHost: h\r\n\r\n')
answer = b''
with eventlet.Timeout(5):
    while True:
        d = c.recv(1000)
        if not d:
            break
        answer += d
assert answer.lower().count(b'connection') == 1, answer
print('all passed')
