import eventlet
from _wsgi import Server
from eventlet.green import socket
def app(env, sr):
    eventlet.sleep(0.001)
    sr('200 OK', [('Content-Type', 'text/plain')])
    return [env['PATH_INFO'].encode()]
s = Server(app, log_output=False)
def client(i):
    c = s.connect()
    f = c.makefile('rb')
    good = 0
    for k in range(5):
        c.sendall(('GET /%d/%d HTTP/1.1\r\nHost: h\r\n\r\n' % (i, k)).encode())
        length = 0
        while True:
            line = f.readline()
            if line == b'\r\n':
                break
            if line.lower().startswith(b'content-length'):
                length = int(line.split(b':')[1])
        good += f.read(length) == ('/%d/%d' % (i, k)).encode()
    f.close(); c.close()
    return good
print(sum(eventlet.GreenPool(50).imap(client, range(60))))
s.stop()
