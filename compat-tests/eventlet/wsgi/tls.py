import os, eventlet, warnings
warnings.simplefilter('ignore')
from eventlet import wsgi
from eventlet.green import ssl
here = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'tls')
cert, key = os.path.join(here, '_cert.pem'), os.path.join(here, '_key.pem')
def app(env, sr):
    sr('200 OK', [])
    return [(env['wsgi.url_scheme'] + ' ' + env.get('HTTPS', '')).encode() + env['wsgi.input'].read()]
l = eventlet.wrap_ssl(eventlet.listen(('127.0.0.1', 0)), certfile=cert, keyfile=key, server_side=True)
addr = l.getsockname()
import io
log = io.StringIO()
g = eventlet.spawn(wsgi.server, l, app, log)
ctx = ssl.create_default_context(cafile=cert)
for i in range(2):
    c = ctx.wrap_socket(eventlet.connect(addr), server_hostname='localhost')
    c.sendall(b'POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc')
    data = b''
    while True:
        d = c.recv(1000)
        if not d:
            break
        data += d
    print(data.split(b'\r\n')[0], data.split(b'\r\n\r\n')[1])
    c.close()
plain = eventlet.connect(addr)
plain.sendall(b'GET / HTTP/1.0\r\n\r\n')
plain.close()
eventlet.sleep(0.05)
c = ctx.wrap_socket(eventlet.connect(addr), server_hostname='localhost')
c.sendall(b'GET / HTTP/1.0\r\n\r\n')
print(c.recv(15))
g.kill()
print('wsgi starting up on https' in log.getvalue())
