import eventlet, struct
from eventlet.green import socket
from _wsgi import Server
def app(env, sr):
    sr('200 OK', [])
    def gen():
        for i in range(100):
            eventlet.sleep(0)
            yield b'x' * 100000
    return gen()
s = Server(app)
for how in ('close', 'reset'):
    c = s.connect()
    c.sendall(b'GET / HTTP/1.1\r\nHost: h\r\n\r\n')
    c.recv(100)
    if how == 'reset':
        c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
    c.close()
    eventlet.sleep(0.1)
def hello(env, sr):
    sr('200 OK', []); return [b'hi']
print('server lives', s.raw(b'GET / HTTP/1.0\r\n\r\n')[:15])
s.stop()
