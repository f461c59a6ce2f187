import eventlet
from _wsgi import Server, clean, read_all
def app(env, sr):
    sr('200 OK', [])
    return [b'ok']
s = Server(app, socket_timeout=0.05)
c = s.connect()
print(read_all(c))
c = s.connect()
c.sendall(b'GET / HTTP/1.1\r\nHost: h\r\n\r\n')
print(clean(read_all(c)))
s.stop()
text = s.log.getvalue()
print(text.count('timed out'), text.count('accepted'))
