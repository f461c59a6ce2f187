"""Requests that two parsers may understand differently: each is refused, or read as RFC 9112 says."""
import io
import sys

import eventlet
from eventlet import wsgi
from eventlet.green import socket

seen = []


def app(env, start_response):
    seen.append((env['REQUEST_METHOD'], env['PATH_INFO'], env['wsgi.input'].read()))
    start_response('200 OK', [])
    return [b'ok']


sys.stderr = io.StringIO()
sock = eventlet.listen(('127.0.0.1', 0))
thread = eventlet.spawn(wsgi.server, sock, app, io.StringIO())


def send(data):
    del seen[:]
    c = eventlet.connect(sock.getsockname())
    c.sendall(data)
    c.shutdown(socket.SHUT_WR)
    answer = b''
    with eventlet.Timeout(5):
        while True:
            d = c.recv(65536)
            if not d:
                break
            answer += d
    c.close()
    return answer


def refused(name, head, body=b''):
    smuggled = b'GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n'
    answer = send(head + b'\r\n' + body + smuggled)
    assert answer.startswith((b'HTTP/1.0 400 ', b'HTTP/1.1 400 ', b'HTTP/1.1 500 ', b'<!DOCTYPE')), (name, answer)
    assert ('GET', '/smuggled', b'') not in seen, (name, seen)


POST = b'POST / HTTP/1.1\r\nHost: h\r\n'
refused('two lengths', POST + b'Content-Length: 3\r\nContent-Length: 4\r\n', b'abcd')
refused('length with plus', POST + b'Content-Length: +3\r\n', b'abc')
refused('length with underscore', POST + b'Content-Length: 1_0\r\n', b'abc')
refused('negative length', POST + b'Content-Length: -1\r\n')
refused('hexadecimal length', POST + b'Content-Length: 0x3\r\n', b'abc')
refused('length list', POST + b'Content-Length: 3, 3\r\n', b'abc')
refused('other digits', POST + b'Content-Length: \xb2\r\n', b'ab')
refused('space before colon', POST + b'Content-Length : 3\r\n', b'abc')
refused('space before coding colon', POST + b'Transfer-Encoding : chunked\r\n', b'0\r\n\r\n')
refused('folded header', POST + b'X: 1\r\n Transfer-Encoding: chunked\r\n', b'0\r\n\r\n')
refused('folded first header', b'POST / HTTP/1.1\r\n Host: h\r\n')
refused('no colon', POST + b'nonsense\r\n')
refused('empty name', POST + b': x\r\n')
refused('nul in value', POST + b'X: a\0b\r\n')
refused('bare CR in value', POST + b'X: a\rTransfer-Encoding: chunked\r\n')
refused('unknown coding', POST + b'Transfer-Encoding: gzip\r\nContent-Length: 3\r\n', b'abc')
refused('coding list', POST + b'Transfer-Encoding: gzip, chunked\r\n', b'0\r\n\r\n')
refused('two codings', POST + b'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n', b'0\r\n\r\n')
refused('xchunked', POST + b'Transfer-Encoding: xchunked\r\nContent-Length: 3\r\n', b'abc')
CHUNKED = POST + b'Transfer-Encoding: chunked\r\n'
refused('chunk size with sign', CHUNKED, b'+3\r\nabc\r\n0\r\n\r\n')
refused('chunk size with prefix', CHUNKED, b'0x3\r\nabc\r\n0\r\n\r\n')
refused('chunk size with underscore', CHUNKED, b'0_3\r\nabc\r\n0\r\n\r\n')
refused('negative chunk size', CHUNKED, b'-1\r\nabc\r\n0\r\n\r\n')
refused('chunk longer than said', CHUNKED, b'3\r\nabcdef\r\n0\r\n\r\n')
refused('endless chunk extension', CHUNKED, b'3;' + b'x' * 10000 + b'\r\nabc\r\n0\r\n\r\n')

# Allowed, and understood in one way.
answer = send(POST + b'Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc')
assert answer.startswith(b'HTTP/1.1 200') and seen == [('POST', '/', b'abc')], (answer, seen)
answer = send(CHUNKED + b'Content-Length: 100\r\n\r\n3\r\nabc\r\n0\r\n\r\nGET /second HTTP/1.1\r\nHost: h\r\n\r\n')
assert seen == [('POST', '/', b'abc')] and b'Connection: close' in answer, (answer, seen)
answer = send(CHUNKED + b'\r\n3\r\nabc\r\n0\r\nTrailer: x\r\nOther: y\r\n\r\nGET /second HTTP/1.1\r\nHost: h\r\n\r\n')
assert seen == [('POST', '/', b'abc'), ('GET', '/second', b'')], seen
answer = send(CHUNKED + b'\r\n00000003;a=b\r\nabc\r\n0\r\n\r\n')
assert seen == [('POST', '/', b'abc')], seen
answer = send(b'GET //evil/path HTTP/1.1\r\nHost: h\r\n\r\n')
assert seen == [('GET', '/evil/path', b'')], seen
answer = send(b'GET / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: identity\r\n\r\nGET /second HTTP/1.1\r\nHost: h\r\n\r\n')
assert [s[1] for s in seen] == ['/', '/second'], seen


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
thread.kill()
print('all passed')
