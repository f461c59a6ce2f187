"""http.client reading responses: every way to read a body, with a length, in chunks or up to the end, and what breaks."""
from _http import *
import io

CHUNKED = b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'
PLAIN = b'HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n'
OPEN = b'HTTP/1.0 200 OK\r\n\r\n'
TEXT = b'one\ntwo\nend'
CHUNKS = b'4\r\none\n\r\n5;ext=1\r\ntwo\ne\r\n2\r\nnd\r\n0\r\nTrailer: x\r\n\r\n'

for label, head, body in (('length', PLAIN, TEXT), ('chunked', CHUNKED, CHUNKS), ('open', OPEN, TEXT)):
    get = lambda: respond(head, body[:5], body[5:])
    r = get()
    print(label, r.status, r.reason, r.version, r.length, r.chunked, r.will_close, r.isclosed(), r.closed, r.readable(), r.writable(), r.seekable())
    print(r.read(), r.read(), r.isclosed(), r.closed)
    r = get()
    print([r.read(n) for n in (1, 0, 3, 4, 2, 5, 5)], r.isclosed())
    r = get()
    data = b''
    while True:
        part = r.read1(4)
        if not part:
            break
        data += part
    print(data, r.read1(4), r.isclosed())
    r = get()
    buffer = bytearray(4)
    parts = []
    while True:
        n = r.readinto(buffer)
        if not n:
            break
        parts.append(bytes(buffer[:n]))
    print(b''.join(parts), r.readinto(buffer))
    r = get()
    print(r.readline(), r.readline(2), r.readline(), r.readline(), r.readline())
    r = get()
    print(list(r))
    r = get()
    print(r.readlines(), r.readline())
    r = get()
    print(r.read(2), r.peek(1)[:1], r.peek(100)[:1], r.read())
    r = get()
    with r:
        print(r.read(1))
    print(r.closed, r.isclosed())
    show('after close', lambda: r.read())
    r = get()
    r.close()
    r.close()
    show('flush', r.flush)
    r = get()
    print(io.TextIOWrapper(r, 'ascii').read())
    r = get()
    show('fileno', lambda: r.fileno() > 2)
    print(r.begin(), r.info() is r.headers, r.msg is r.headers, r.code, r.getcode(), r.status)

print('headers')
r = respond(b'HTTP/1.1 204 No Content At All\r\nX-A: 1\r\nx-a: 2\r\nFolded: a\r\n  b\r\nEmpty:\r\nContent-Length: 5\r\n\r\n')
print(r.status, r.reason, r.getheader('X-A'), r.getheader('nope'), r.getheader('nope', 'd'), r.getheader('nope', ['a', 'b']), r.getheaders())
print(repr(r.getheader('Folded')), repr(r.getheader('Empty')), r.read(), r.length, r.headers['x-a'], r.headers.get_all('x-a'), len(r.headers))
print(r.msg.getallmatchingheaders('x-a'), isinstance(r, io.BufferedIOBase), r.geturl() if hasattr(r, 'url') else 'no url')
for method, status in (('HEAD', 200), ('GET', 304), ('GET', 204), ('GET', 404), ('HEAD', 404)):
    r = respond(b'HTTP/1.1 %d X\r\nContent-Length: 3\r\n\r\n' % status, b'' if method == 'HEAD' or status in (204, 304) else b'abc', method=method)
    print(method, status, r.length, r.read(), r.isclosed(), r.readinto(bytearray(2)), r.peek(1), r.readline(), r.read1(1))
for head in (b'', b'Connection: close\r\n', b'Connection: keep-alive\r\n', b'Keep-Alive: 5\r\n', b'Proxy-Connection: keep-alive\r\n', b'Connection: x, close\r\n'):
    for version in (b'1.0', b'1.1', b'0.9', b'1.7'):
        r = respond(b'HTTP/' + version + b' 200 OK\r\nContent-Length: 0\r\n' + head + b'\r\n')
        print(head, version, r.version, r.will_close, r.read(), end='; ')
    print()
for length in (b'-1', b'x', b'', b'3, 3', b'+3', b' 3 ', b'1_1'):
    r = respond(b'HTTP/1.1 200 OK\r\nContent-Length: ' + length + b'\r\n\r\nabc')
    print(length, r.length, end=' ')
    show('body', r.read)

print('status lines')
for line in (b'', b'\r\n', b'HTTP/1.1\r\n\r\n', b'HTTP/1.1 200\r\n\r\n', b'HTTP/1.1 200 \r\n\r\n', b'HTTP/1.1 99 X\r\n\r\n', b'HTTP/1.1 1000 X\r\n\r\n',
             b'HTTP/1.1 abc X\r\n\r\n', b'HTTP/1.1 -20 X\r\n\r\n', b'HTTP/2.0 200 OK\r\n\r\n', b'HTTP/2 200 OK\r\n\r\n', b'ICY 200 OK\r\n\r\n',
             b'junk\r\n', b'HTTP/1.1 200 \xe9t\xe9\r\n\r\n', b'HTTP/1.1  200   OK  then \r\n\r\n', b'HTTP/1.1 200 OK\n\nbare', b'HTTP/1.1 200', b'HTTP/1.1 20',
             b'HTTP/1.1 100 Continue\r\nX: y\r\n\r\nHTTP/1.1 201 Made\r\n\r\n', b'HTTP/1.1 100 Continue\r\n\r\n', b'HTTP/1.1 ' + b'2' * 70000 + b'\r\n\r\n',
             b'HTTP/1.1 200 ' + b'x' * 65540 + b'\r\n\r\n', b'HTTP/1.1 200 OK\r\nX: ' + b'y' * 65540 + b'\r\n\r\n',
             b'HTTP/1.1 100 C\r\nX: ' + b'y' * 65540 + b'\r\n\r\n', b'HTTP/1.1 200 OK\r\n' + b'X: y\r\n' * 99 + b'\r\n', b'HTTP/1.1 200 OK\r\n' + b'X: y\r\n' * 101 + b'\r\n',
             b'HTTP/1.1 200 OK\r\nnocolon\r\nX: y\r\n\r\nbody', b'HTTP/1.1 200 OK\r\n: x\r\n\r\nb', b'HTTP/1.1 101 Switch\r\n\r\n'):
    print(line[:40], end=' ')
    show('->', lambda: (lambda r: (r.status, r.reason[:20], r.getheaders()[:2], r.read()))(respond(line)))

print('broken bodies')
for label, head, body in (('short', PLAIN, TEXT[:5]), ('cut in chunk', CHUNKED, CHUNKS[:7]), ('cut in size', CHUNKED, b'4\r\none\n\r\n5'),
                          ('no size', CHUNKED, b'4\r\none\n\r\n'), ('bad size', CHUNKED, b'x\r\none'), ('bad later size', CHUNKED, b'4\r\none\n\r\nx\r\n'),
                          ('long size', CHUNKED, b'1' * 70000), ('no trailer end', CHUNKED, b'0\r\n'), ('empty', CHUNKED, b'')):
    for name, read in (('read()', lambda r: r.read()), ('read(3)', lambda r: [r.read(3), r.read(3)]), ('readinto', lambda r: r.readinto(bytearray(20))),
                       ('read1', lambda r: [r.read1(20), r.read1(20)]), ('readline', lambda r: [r.readline(), r.readline(), r.readline()]), ('peek', lambda r: r.peek(3))):
        e = show('%s %s' % (label, name), lambda: read(respond(head, body)))
        if isinstance(e, client.IncompleteRead):
            print('  ', e.partial[:20], e.expected, e.args[:1] == (e.partial,))
