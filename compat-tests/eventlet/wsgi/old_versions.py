"""HTTP/0.9, 1.0 and 1.1, and a server that speaks only the older."""
from _wsgi import Server


def app(env, sr):
    path = env['PATH_INFO']
    headers = [('Content-Length', '4')] if path == '/length' else []
    sr('200 OK', headers)
    if path == '/parts':
        return iter([b'pa', b'rt'])
    return [b'body']


for kw in ({}, {'max_http_version': 'HTTP/1.0'}, {'keepalive': False}):
    print(kw)
    s = Server(app, **kw)
    for path in (b'/', b'/length', b'/parts'):
        s.show(b'GET ' + path + b'\r\n\r\n')
        for version in (b'HTTP/0.9', b'HTTP/1.0', b'HTTP/1.1', b'HTTP/1.2'):
            for connection in (b'', b'Connection: close\r\n', b'Connection: keep-alive\r\n', b'Connection: Keep-Alive\r\n'):
                head = b' ' + version + b'\r\nHost: h\r\n' + connection + b'\r\n'
                s.show(b'GET ' + path + head + b'GET ' + path + head)
    s.stop()
