import os, eventlet
from eventlet.green import socket, ssl
here = os.path.dirname(os.path.abspath(__file__))
cert, key = os.path.join(here, '_cert.pem'), os.path.join(here, '_key.pem')
server_ctx = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
server_ctx.load_cert_chain(cert, key)
client_ctx = ssl.create_default_context(cafile=cert)
print(type(server_ctx).__name__, type(client_ctx).__name__)
l = eventlet.listen(('127.0.0.1', 0))
def serve():
    c, a = l.accept()
    s = server_ctx.wrap_socket(c, server_side=True)
    print('server', type(s).__name__, s.server_side)
    while True:
        d = s.recv(1000)
        if not d:
            break
        s.sendall(d.upper())
    s.close()
g = eventlet.spawn(serve)
c = client_ctx.wrap_socket(eventlet.connect(l.getsockname()), server_hostname='localhost')
print(type(c).__name__, c.server_hostname, c.version() in ('TLSv1.2', 'TLSv1.3'), len(c.cipher()))
c.sendall(b'hello')
print(c.recv(100))
c.write(b'written'); print(c.read(100))
buf = bytearray(10)
c.send(b'into'); print(c.recv_into(buf), bytes(buf[:4]))
print(dict(x[0] for x in c.getpeercert()['subject']), len(c.getpeercert(True)) > 100)
big = b'x' * 200000
def read_all(n):
    got = 0
    while got < n:
        got += len(c.recv(65536))
    return got
r = eventlet.spawn(read_all, len(big))
c.sendall(big)
print(r.wait())
for f in (lambda: c.sendto(b'x', ('127.0.0.1', 1)), lambda: c.dup(), lambda: c.sendall(b'x', 1)):
    try:
        f()
    except (ValueError, NotImplementedError) as e:
        print(type(e).__name__)
c.settimeout(0.01)
try:
    c.recv(1)
except ssl.SSLError as e:
    print('timeout', e.args)
c.close()
g.wait()
