import eventlet
from eventlet import wsgi
from _wsgi import Server, read_all
def app(env, sr):
    sock = env['eventlet.input'].get_socket()
    sock.sendall(b'raw answer for ' + env['PATH_INFO'].encode())
    wsgi.WSGI_LOCAL.already_handled = True
    return []
s = Server(app)
print(s.raw(b'GET /x HTTP/1.1\r\nHost: h\r\n\r\n', False))
s.stop()
print(s.log.getvalue().count('GET /x'))
