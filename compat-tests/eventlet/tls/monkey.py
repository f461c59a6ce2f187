import os, eventlet
eventlet.monkey_patch()
import ssl, socket, threading
here = os.path.dirname(os.path.abspath(__file__))
cert, key = os.path.join(here, '_cert.pem'), os.path.join(here, '_key.pem')
ctx = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER); ctx.load_cert_chain(cert, key)
l = socket.socket(); l.bind(('127.0.0.1', 0)); l.listen(5)
def serve():
    s = ctx.wrap_socket(l, server_side=True)
    c, a = s.accept()
    with c:
        c.sendall(c.recv(10)[::-1])
addr = l.getsockname()
t = threading.Thread(target=serve); t.start()
cl = ssl.create_default_context(cafile=cert)
cl.minimum_version = ssl.TLSVersion.TLSv1_2
with socket.create_connection(addr) as raw:
    with cl.wrap_socket(raw, server_hostname='localhost') as c:
        c.sendall(b'abc'); print(c.recv(10), type(c).__name__)
t.join()
