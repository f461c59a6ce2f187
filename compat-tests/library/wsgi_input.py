"""Reading request bodies where the original answers by accident: docs/differences.md."""
import io

import eventlet
from eventlet import wsgi
from eventlet.green import socket

results = []


def app(env, start_response):
    i = env['wsgi.input']
    results.append([i.readlines(hint) for hint in hints] + [i.read(1 << 40), i.position if not i.chunked_input else None])
    start_response('200 OK', [])
    return []


sock = eventlet.listen(('127.0.0.1', 0))
eventlet.spawn(wsgi.server, sock, app, io.StringIO())


def post(head, body):
    c = eventlet.connect(sock.getsockname())
    c.sendall(b'POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n' + head + b'\r\n' + body)
    while c.recv(1000):
        pass
    c.close()
    return results.pop()


hints = [None]
# A list in every case, and what was read counts by its bytes.
assert post(b'', b'') == [[], b'', 0]
assert post(b'Content-Length: 5\r\n', b'a\nb\nc') == [[b'a\n', b'b\n', b'c'], b'', 5]
assert post(b'Transfer-Encoding: chunked\r\n', b'3\r\na\nb\r\n0\r\n\r\n') == [[b'a\n', b'b'], b'', None]
hints = [0]
assert post(b'Content-Length: 5\r\n', b'a\nb\nc') == [[b'a\n', b'b\n', b'c'], b'', 5]
hints = [3, 1]
assert post(b'Content-Length: 7\r\n', b'a\nb\nc\nd') == [[b'a\n', b'b\n'], [b'c\n'], b'd', 7]

# Bodies that are made by hand, on any file.
i = wsgi.Input(io.BytesIO(b'abcdef'), '4', None)
assert (i.read(1), i.readline(), i.read(), i.content_length) == (b'a', b'bcd', b'', 4)
i = wsgi.Input(io.BytesIO(b'3\r\nabc\r\n2;x\r\nd\n\r\n0\r\nT: 1\r\n\r\nnext'), None, None, chunked_input=True)
assert (i.readline(), i.read(), i.rfile.read()) == (b'abcd\n', b'', b'next')
for data in (b'3\nabc\r\n', b'+3\r\nabc\r\n', b'3\r\nabcd\r\n', b' 3\r\nabc\r\n', b'3;a\rb\r\nabc\r\n0\r\n\r\n', b'f' * 17 + b'\r\n', b''):
    i = wsgi.Input(io.BytesIO(data), None, None, chunked_input=True)
    try:
        i.read()
    except wsgi.ChunkReadError:
        pass
    else:
        raise AssertionError(data)
print('all passed')
