from _wsgi import Server
def app(env, start_response):
    i = env['wsgi.input']
    p = env['PATH_INFO']
    if p == '/read':
        r = i.read()
    elif p == '/parts':
        r = [i.read(2), i.read(3), i.read(0), i.read(100), i.read(5)]
    elif p == '/lines':
        r = [i.readline(), i.readline(3), i.read(4), i.readline(), i.readline(100)]
    elif p == '/iter':
        r = list(i)
    elif p == '/none':
        r = 'not read'
    elif p == '/readall-1':
        r = [i.read(-1), i.read(-1)]
    start_response('200 OK', [])
    return [repr(r).encode()]
s = Server(app)
body = b'one\ntwo\nthree\nfour\nfive'
def chunked(data, size):
    out = b''
    for k in range(0, len(data), size):
        part = data[k:k + size]
        out += b'%x\r\n' % len(part) + part + b'\r\n'
    return out + b'0\r\n\r\n'
close = b'Connection: close\r\n'
for path in (b'/read', b'/parts', b'/lines', b'/iter', b'/none'):
    s.get(path, close + b'Content-Length: %d\r\n' % len(body), b'POST', body=body)
    s.get(path, close + b'Transfer-Encoding: chunked\r\n', b'POST', body=chunked(body, 5))
    s.get(path, close + b'Transfer-Encoding: Chunked\r\n', b'POST', body=chunked(body, 100))
    s.get(path, close, b'POST')
s.get(b'/read', close + b'Transfer-Encoding: chunked\r\n', b'POST', body=b'3;ext=1\r\nabc\r\n0\r\n\r\n')
s.get(b'/readall-1', close + b'Content-Length: 3\r\n', b'POST', body=b'abc')
s.get(b'/read', b'Content-Length: 10\r\n', b'POST', body=b'short')
# what is not read does not become the next request
s.show(b'POST /none HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabcPOST /none HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\nGET /none HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n')
s.stop()
