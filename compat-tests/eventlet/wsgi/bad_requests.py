import sys, io
sys.stderr = io.StringIO()
from _wsgi import Server
def app(env, sr):
    sr('200 OK', [])
    return [env['wsgi.input'].read()]
s = Server(app)
for request in (
        b'GET / HTTP/2.0\r\n\r\n', b'GARBAGE\r\n\r\n', b'GET / HTTP/1.1 extra\r\n\r\n', b'GET / HTTP/1.x\r\n\r\n', b'POST /\r\n\r\n',
        b'GET / HTTP/1.1.1\r\n\r\n', b'GET / FTP/1.1\r\n\r\n',
        b'GET /' + b'a' * 9000 + b' HTTP/1.1\r\n\r\n',
        b'GET / HTTP/1.1\r\nHost: h\r\nX: ' + b'a' * 9000 + b'\r\n\r\n',
        b'GET / HTTP/1.1\r\nHost: h\r\n' + (b'X-H: ' + b'b' * 1000 + b'\r\n') * 70 + b'\r\n',
        b'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n',
        b'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -5\r\n\r\n',
        b'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: \r\n\r\n'):
    s.show(request)
s.stop()
s = Server(app, url_length_limit=20)
s.get(b'/short')
s.get(b'/far-too-long-for-it')
s.stop()
