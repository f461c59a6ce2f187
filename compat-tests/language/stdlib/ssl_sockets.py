# compat: timeout=60
# TLS over blocking sockets with threads: both directions at once, timeouts, ends of all kinds.
import os, socket, ssl, struct, threading, time
here = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), 'eventlet', 'tls')
cert, key = os.path.join(here, '_cert.pem'), os.path.join(here, '_key.pem')
sctx = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
sctx.load_cert_chain(cert, key)
cctx = ssl.create_default_context(cafile=cert)

def serve(handler, tls=True):
    l = socket.create_server(('127.0.0.1', 0))
    def run():
        c, a = l.accept()
        try:
            handler(sctx.wrap_socket(c, server_side=True) if tls else c)
        except Exception as e:
            t.outcome = ('server', type(e).__name__, getattr(e, 'reason', None) or str(e))
        finally:
            l.close()
    t = threading.Thread(target=run)
    t.outcome = None
    t.start()
    return l.getsockname(), t

def ended(t):
    t.join()
    if t.outcome:
        print(*t.outcome)

def client(addr, **kw):
    return cctx.wrap_socket(socket.create_connection(addr), server_hostname='localhost', **kw)

def tried(f, *a):
    try:
        r = f(*a)
        print(r if not isinstance(r, socket.socket) else type(r).__name__)
    except Exception as e:
        print(type(e).__name__, e.args, getattr(e, 'reason', ''))

print('-- both directions at once')
def echo(s):
    while True:
        d = s.recv(65536)
        if not d:
            break
        s.sendall(d)
    s.close()
addr, t = serve(echo)
c = client(addr)
total = 2000000
def send():
    for i in range(20):
        c.sendall(bytes([i]) * 100000)
w = threading.Thread(target=send)
w.start()
got, count = [], 0
while count < total:
    d = c.recv(65536)
    got.append(d)
    count += len(d)
w.join()
data = b''.join(got)
print(len(data), all(data[i * 100000:(i + 1) * 100000] == bytes([i]) * 100000 for i in range(20)))
f = c.makefile('rwb')
f.write(b'line one\nline two\n')
f.flush()
print(f.readline(), f.readline())
f.close()
c.close()
ended(t)

print('-- timeouts')
def silent(s):
    s.recv(1)
    s.close()
addr, t = serve(silent)
c = client(addr)
c.settimeout(0.05)
tried(c.recv, 1)
tried(c.read, 1)
c.setblocking(False)
tried(c.recv, 1)
c.settimeout(None)
c.send(b'x')
tried(c.recv, 1)
c.close()
ended(t)
addr, t = serve(lambda s: (time.sleep(0.3), s.close()), tls=False)
raw = socket.create_connection(addr)
raw.settimeout(0.05)
tried(lambda: cctx.wrap_socket(raw, server_hostname='localhost'))
ended(t)
addr, t = serve(lambda s: (s.recv(1000), s.close()), tls=False)
raw = socket.create_connection(addr)
raw.setblocking(False)
tried(lambda: cctx.wrap_socket(raw, server_hostname='localhost'))
ended(t)
go = threading.Event()
addr, t = serve(lambda s: (go.wait(), s.close()), tls=False)
raw = socket.create_connection(addr)
raw.setblocking(False)
c = cctx.wrap_socket(raw, server_hostname='localhost', do_handshake_on_connect=False)
tried(c.do_handshake)
go.set()
c.close()
ended(t)

print('-- ends')
addr, t = serve(lambda s: (s.unwrap(), s.close()))
c = client(addr)
tried(c.recv, 10)
tried(c.unwrap)
ended(t)
def then_plain(s):
    p = s.unwrap()
    p.sendall(b'plain ' + p.recv(10))
    p.close()
addr, t = serve(then_plain)
c = client(addr)
p = c.unwrap()
p.sendall(b'text')
print(type(p).__name__, p.recv(100), c._sslobj)
p.close()
ended(t)
def ragged(s):
    s.recv(1)
    socket.socket.shutdown(s, socket.SHUT_RDWR)
    s.close()
for suppress in (True, False):
    addr, t = serve(ragged)
    c = client(addr, suppress_ragged_eofs=suppress)
    c.send(b'x')
    tried(c.recv, 10)
    c.close()
    ended(t)
def reset(s):
    s.recv(1)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
    s.close()
addr, t = serve(reset)
c = client(addr)
c.send(b'x')
ended(t)
tried(c.recv, 10)
tried(lambda: [c.send(b'y' * 100000) for i in range(5)])
c.close()
tried(c.recv, 10)
tried(c.getpeercert)
tried(c.unwrap)

print('-- not TLS')
addr, t = serve(lambda s: (s.recv(10), s.sendall(b'this is not TLS'), s.close()), tls=False)
tried(client, addr)
ended(t)
addr, t = serve(echo)
raw = socket.create_connection(addr)
raw.sendall(b'GET / HTTP/1.0\r\n\r\n')
raw.close()
ended(t)
addr, t = serve(echo)
socket.create_connection(addr).close()
ended(t)

print('-- verification')
plain = ssl.create_default_context()
for name, context in (('localhost', plain), ('other.example', cctx)):
    addr, t = serve(echo)
    try:
        context.wrap_socket(socket.create_connection(addr), server_hostname=name)
    except ssl.SSLCertVerificationError as e:
        print(e.verify_code, e.verify_message, str(e).split(' (_ssl')[0], e.errno, isinstance(e, ValueError))
    ended(t)
tried(lambda: cctx.wrap_socket(socket.socket()))
tried(lambda: cctx.wrap_socket(socket.socket(), server_side=True, server_hostname='x'))
u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
tried(lambda: cctx.wrap_socket(u, server_hostname='x'))
late = cctx.wrap_socket(socket.socket(), server_hostname='localhost')
tried(late.read, 1)
tried(late.getpeercert)
addr, t = serve(echo)
late.connect(addr)
late.sendall(b'late')
print(late.recv(10), late.version(), late.session_reused)
tried(late.connect, addr)
tried(late.sendto, b'x', addr)
tried(late.recvfrom, 1)
tried(late.dup)
tried(late.sendmsg, [b'x'])
late.close()
ended(t)
