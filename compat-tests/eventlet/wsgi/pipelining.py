"""Several requests in one piece, and one in many."""
import eventlet
from _wsgi import Server, clean, read_all


def app(env, sr):
    body = env['wsgi.input'].read() if env['PATH_INFO'] != '/unread' else b'unread'
    if env['PATH_INFO'] == '/slow':
        eventlet.sleep(0.02)
    sr('200 OK', [('X-Path', env['PATH_INFO'])])
    return [body]


s = Server(app)
one = b'GET /one HTTP/1.1\r\nHost: h\r\n\r\n'
post = b'POST /post HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello'
chunked = b'POST /chunked HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n'
unread = b'POST /unread HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody'
slow = b'GET /slow HTTP/1.1\r\nHost: h\r\n\r\n'
last = b'GET /last HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n'
s.show(one + post + slow + chunked + unread + one + last + one)
s.show(one + b'GET /old HTTP/1.0\r\n\r\n' + one)
s.show(b'GET /kept HTTP/1.0\r\nConnection: keep-alive\r\n\r\n' + one + last)
s.show(one + b'BAD\r\n\r\n' + one)
c = s.connect()
for byte in post + chunked + last:
    c.sendall(bytes([byte]))
    eventlet.sleep(0)
print(clean(read_all(c)))
c = s.connect()
c.sendall(one[:10])
eventlet.sleep(0.01)
c.sendall(one[10:] + one[:3])
print(clean(c.recv(1000)))
c.sendall(one[3:])
print(clean(c.recv(1000)))
c.close()
s.stop()
