from _wsgi import Server
import sys
closed = []
class Closing(object):
    def __init__(self, items):
        self.items = iter(items)
    def __iter__(self):
        return self
    def __next__(self):
        return next(self.items)
    def close(self):
        closed.append('closed')
def app(env, sr):
    p = env['PATH_INFO']
    if p == '/write':
        w = sr('201 Created', [('content-type', 'x/y'), ('x-lower', '1')])
        w(b'one'); w(b''); w(b'two')
        return [b'three']
    sr({'/empty': '204 No Content', '/304': '304 Not Modified'}.get(p, '200 OK'), {
        '/len': [('Content-Length', '3')], '/close': [('Connection', 'close')], '/date': [('Date', 'mine')],
        '/te': [('Transfer-Encoding', 'chunked')], '/utf': [('X-Header', u'caf\xe9')]}.get(p, []))
    if p == '/gen':
        return (b'%d' % i for i in range(3))
    if p == '/big':
        return [b'x' * 5000, b'y' * 10]
    if p == '/biggen':
        return iter([b'x' * 5000, b'', b'y' * 10, b'x' * 4096])
    if p == '/closing':
        return Closing([b'a', b'b'])
    if p == '/empty200' or p == '/empty':
        return []
    if p == '/str':
        return ['text']
    if p == '/twice':
        try:
            1 / 0
        except ZeroDivisionError:
            sr('500 Err', [('X-Second', 'yes')], sys.exc_info())
        return [b'e']
    return [b'abc']
s = Server(app)
for path in (b'/write', b'/empty', b'/304', b'/len', b'/close', b'/date', b'/te', b'/gen', b'/big', b'/biggen',
             b'/closing', b'/empty200', b'/str', b'/twice', b'/utf'):
    s.get(path)
    if path != b'/close':
        s.get(path, version=b'HTTP/1.0')
print(closed)
s.get(b'/len', method=b'HEAD')
s.stop()
