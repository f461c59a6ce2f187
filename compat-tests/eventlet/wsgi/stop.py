import eventlet
from _wsgi import Server, clean, read_all
def app(env, sr):
    if env['PATH_INFO'] == '/slow':
        eventlet.sleep(0.05)
    sr('200 OK', [])
    return [b'done']
s = Server(app)
idle = s.connect()
idle.sendall(b'GET / HTTP/1.1\r\nHost: h\r\n\r\n')
print(clean(idle.recv(1000)))
fresh = s.connect()
eventlet.sleep(0.01)
s.thread.kill()
print(idle.recv(10), fresh.recv(10))
eventlet.sleep(0.05)
try:
    s.connect()
except OSError as e:
    print(type(e).__name__)
print(s.thread.dead)
s.show_log()
