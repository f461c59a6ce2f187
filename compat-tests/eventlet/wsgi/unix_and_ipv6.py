import os, tempfile, socket, re
from _wsgi import Server
def app(env, sr):
    sr('200 OK', [])
    return [('%s %r %s' % (env['SERVER_NAME'], env['REMOTE_ADDR'], env['REMOTE_PORT'] != '' )).encode()]
path = os.path.join(tempfile.mkdtemp(), 's')
s = Server(app, socket.AF_UNIX, path)
s.get(b'/')
s.get(b'/')
s.stop()
print(re.sub('^.*(starting|accepted).*$', r'\1', s.log.getvalue(), flags=re.M).count('starting'))
try:
    socket.socket(socket.AF_INET6).bind(('::1', 0))
except OSError:
    print('HTTP/1.1 200')
else:
    s = Server(app, socket.AF_INET6, ('::1', 0))
    print(s.raw(b'GET / HTTP/1.1\r\nHost: h\r\n\r\n')[:12].decode())
    s.stop()
