from _wsgi import Server, clean, read_all
import eventlet
def app(env, sr):
    p = env['PATH_INFO']
    i = env['wsgi.input']
    if p == '/read':
        r = i.read()
    elif p == '/headers':
        i.set_hundred_continue_response_headers([('x-a', '1'), ('X-B', '2')])
        i.send_hundred_continue_response()
        r = i.read()
    elif p == '/twice':
        i.send_hundred_continue_response()
        i.set_hundred_continue_response_headers([('x-second', '1')])
        i.send_hundred_continue_response()
        r = i.read()
    elif p == '/late':
        sr('200 OK', [])(b'started')
        try:
            i.read()
        except Exception as e:
            return [type(e).__name__.encode()]
        return [b'no error']
    else:
        r = b'ignored'
    sr('200 OK', [])
    return [r]
s = Server(app)
for path in (b'/read', b'/headers', b'/twice', b'/ignored', b'/late'):
    for expect in (b'100-continue', b'100-Continue'):
        s.get(path, b'Expect: ' + expect + b'\r\nContent-Length: 5\r\n', b'POST', body=b'hello')
c = s.connect()
c.sendall(b'POST /read HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n')
print(clean(c.recv(100)))
c.sendall(b'later')
eventlet.sleep(0.01)
print(clean(c.recv(1000)))
c.close()
s.stop()
