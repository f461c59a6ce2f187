import os, eventlet, sys, io
from eventlet.green import socket, ssl
here = os.path.dirname(os.path.abspath(__file__))
cert, key = os.path.join(here, '_cert.pem'), os.path.join(here, '_key.pem')
server_ctx = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
server_ctx.load_cert_chain(cert, key)
l = eventlet.listen(('127.0.0.1', 0))
out = []
def serve():
    while True:
        c, a = l.accept()
        try:
            s = server_ctx.wrap_socket(c, server_side=True)
            s.recv(10)
        except ssl.SSLError as e:
            out.append(type(e).__name__)
        except OSError as e:
            out.append('OSError')
g = eventlet.spawn(serve)
ctx = ssl.create_default_context()
try:
    ctx.wrap_socket(eventlet.connect(l.getsockname()), server_hostname='localhost')
except ssl.SSLCertVerificationError as e:
    print(e.verify_message, e.reason)
ctx = ssl.create_default_context(cafile=cert)
try:
    ctx.wrap_socket(eventlet.connect(l.getsockname()), server_hostname='other.example')
except ssl.SSLCertVerificationError as e:
    print(e.verify_message)
try:
    ctx.wrap_socket(eventlet.connect(l.getsockname()))
except ValueError as e:
    print(e)
c = eventlet.connect(l.getsockname())
c.sendall(b'GET / HTTP/1.0\r\n\r\n')
c.recv(100)
eventlet.sleep(0.01)
print(out[-1])
p = eventlet.listen(('127.0.0.1', 0))
def garbage():
    c, a = p.accept()
    c.recv(10); c.sendall(b'this is not TLS at all'); c.close()
eventlet.spawn(garbage)
try:
    ctx.wrap_socket(eventlet.connect(p.getsockname()), server_hostname='localhost')
except ssl.SSLError as e:
    print(e.reason)
silent = eventlet.listen(('127.0.0.1', 0))
s = eventlet.connect(silent.getsockname())
s.settimeout(0.05)
try:
    ctx.wrap_socket(s, server_hostname='localhost')
except ssl.SSLError as e:
    print('handshake', e.args)
with eventlet.Timeout(0.05, False):
    ctx.wrap_socket(eventlet.connect(silent.getsockname()), server_hostname='localhost')
    print('no')
print(eventlet.spawn(lambda: 'others run meanwhile').wait())
g.kill()
