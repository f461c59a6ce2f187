"""read, readline, readlines and iteration on bodies of either kind, with every sort of size."""
from _wsgi import Server

CALLS = {
    b'/a': [('read', ()), ('read', ())],
    b'/b': [('read', (0,)), ('read', (3,)), ('read', (-1,))],
    b'/c': [('readline', ()), ('readline', (2,)), ('readline', (100,)), ('readline', (0,)), ('readline', (-1,)), ('readline', ())],
    b'/d': [('readlines', ())],
    b'/e': [('readlines', (7,)), ('read', ())],
    b'/g': [('__iter__', ())],
    b'/h': [('read', (None,)), ('readline', (None,))],
    b'/i': [('readline', ()), ('read', (2,)), ('readline', ()), ('read', ())],
    b'/j': [('discard', ()), ('read', ())],
    b'/k': [('read', (1 << 40,))],
}


def app(env, sr):
    i = env['wsgi.input']
    out = []
    for name, args in CALLS[env['PATH_INFO'].encode()]:
        try:
            result = getattr(i, name)(*args)
            out.append(list(result) if name == '__iter__' else result)
        except Exception as e:
            out.append(type(e).__name__)
    sr('200 OK', [])
    return [repr(out).encode()]


def chunked(data, size):
    out = b''
    for k in range(0, len(data), size):
        part = data[k:k + size]
        out += b'%x\r\n' % len(part) + part + b'\r\n'
    return out + b'0\r\n\r\n'


s = Server(app)
for body in (b'one\ntwo\n\nfour', b'x', b'\n\n', b'long' * 5000 + b'\nend\n'):
    for path in sorted(CALLS):
        if body[:4] == b'long' and path in (b'/e', b'/g'):
            continue
        close = b'Connection: close\r\n'
        s.get(path, close + b'Content-Length: %d\r\n' % len(body), b'POST', body=body)
        for size in (1, 3, 5, 100000):
            if size > 3 or len(body) < 100:
                s.get(path, close + b'Transfer-Encoding: chunked\r\n', b'POST', body=chunked(body, size))
# Without a body readlines gives b'' and a read of a terabyte MemoryError in the original: compat-tests/library/wsgi_input.py.
for path in sorted(set(CALLS) - {b'/d', b'/k'}):
    s.get(path, b'Connection: close\r\n')
s.stop()
