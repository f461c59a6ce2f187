"""How pieces are put together, by the server's setting and by the application's."""
import re
from _wsgi import Server


def app(env, sr):
    size = env['PATH_INFO'][1:]
    if size:
        env['eventlet.minimum_write_chunk_size'] = int(size)
    sr('200 OK', [])
    return iter([b'a' * 10, b'', b'b' * 20, 'text', b'c' * 30, b'd'])


for kw in ({}, {'minimum_chunk_size': 1}, {'minimum_chunk_size': 25}, {'minimum_chunk_size': 64}):
    s = Server(app, **kw)
    for path in (b'/', b'/1', b'/25', b'/1000'):
        body = s.raw(b'GET ' + path + b' HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n').split(b'\r\n\r\n', 1)[1]
        print(kw, path, body)
    s.stop()
