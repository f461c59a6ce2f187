# compat: timeout=120
import os, subprocess, tempfile, eventlet, socket as rs
from eventlet.green import ssl, socket
d = tempfile.mkdtemp()
def openssl(*a): subprocess.run(('openssl',) + a, check=True, cwd=d, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Test CA', '-days', '30')
open(d + '/ext', 'w').write('subjectAltName=DNS:localhost,DNS:*.example.org,IP:127.0.0.1\n')
for n in ('server', 'client'):
    openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', n + '.key', '-out', n + '.csr', '-subj', '/O=Org/CN=' + n)
    openssl('x509', '-req', '-in', n + '.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-out', n + '.pem', '-days', '30', '-extfile', 'ext')
p = lambda n: os.path.join(d, n)
def run(sctx, cctx, host='localhost', **kw):
    l = eventlet.listen(('127.0.0.1', 0))
    def serve():
        c, a = l.accept()
        try:
            s = sctx.wrap_socket(c, server_side=True)
            print(' server', s.selected_alpn_protocol(), s.getpeercert() and s.getpeercert()['subject'], s.version())
            s.sendall(s.recv(10)); s.recv(1); s.close()
        except (ssl.SSLError, OSError) as e:
            print(' server', type(e).__name__, getattr(e, 'reason', None))
            c.close()
    g = eventlet.spawn(serve)
    raw = socket.create_connection(l.getsockname())
    try:
        c = cctx.wrap_socket(raw, server_hostname=host)
        c.sendall(b'hi')
        print(' client', c.recv(10), c.selected_alpn_protocol(), c.version(), c.cipher()[1], len(c.getpeercert(True)) > 500,
              c.getpeercert().get('subjectAltName') if c.getpeercert() else None, c.server_hostname, c.compression(), c.pending())
        c.close()
    except (ssl.SSLError, OSError) as e:
        print(' client', type(e).__name__, getattr(e, 'reason', None), getattr(e, 'verify_message', None))
        raw.close()
    g.wait(); l.close()
def server(**k):
    c = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER); c.load_cert_chain(p('server.pem'), p('server.key')); return c
def client(ca=True):
    c = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if ca: c.load_verify_locations(p('ca.pem'))
    return c
print('plain'); run(server(), client())
print('wild'); run(server(), client(), 'a.example.org')
print('ip'); run(server(), client(), '127.0.0.1')
print('wrong host'); run(server(), client(), 'other.net')
print('no ca'); run(server(), client(False))
print('alpn'); s = server(); s.set_alpn_protocols(['h2', 'http/1.1']); c = client(); c.set_alpn_protocols(['http/1.1']); run(s, c)
print('no common alpn'); c = client(); c.set_alpn_protocols(['x']); run(s, c)
print('tls1.2'); s = server(); s.maximum_version = ssl.TLSVersion.TLSv1_2; run(s, client())
print('versions'); c = client(); c.minimum_version = ssl.TLSVersion.TLSv1_3; run(s, c)
print('client cert'); s = server(); s.verify_mode = ssl.CERT_REQUIRED; s.load_verify_locations(p('ca.pem')); s.maximum_version = ssl.TLSVersion.TLSv1_2
c = client(); c.load_cert_chain(p('client.pem'), p('client.key')); run(s, c)
print('client cert missing'); run(s, client())
print('sni'); s = server(); seen = []
s.sni_callback = lambda sock, name, ctx: seen.append(name); run(s, client(), 'b.example.org'); print(seen)
s.sni_callback = lambda sock, name, ctx: ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME; run(s, client())
print('ciphers'); s = server(); s.set_ciphers('ECDHE-RSA-AES128-GCM-SHA256'); s.maximum_version = ssl.TLSVersion.TLSv1_2; run(s, client())
try: s.set_ciphers('NOPE')
except ssl.SSLError as e: print(e)
print('unverified'); c = client(False); c.check_hostname = False; c.verify_mode = ssl.CERT_NONE; run(server(), c, None)
for bad in (('server.pem', 'client.key'), ('nope.pem', None), ('server.key', None)):
    try: server().load_cert_chain(p(bad[0]), bad[1] and p(bad[1]))
    except (ssl.SSLError, OSError) as e: print(type(e).__name__, getattr(e, 'reason', None), e.errno)
i, o = ssl.MemoryBIO(), ssl.MemoryBIO()
ob = client().wrap_bio(i, o, server_hostname='localhost')
try: ob.do_handshake()
except ssl.SSLWantReadError as e: print(type(e).__name__, e.errno, o.pending > 100, type(ob).__name__)
os.environ['SSL_CERT_FILE'] = p('ca.pem')
print('cert file'); run(server(), ssl.create_default_context())
print('slow'); l = eventlet.listen(('127.0.0.1', 0)); slow = eventlet.connect(l.getsockname()); c, a = l.accept()
g = eventlet.spawn(lambda: server().wrap_socket(c, server_side=True)); ticks = []
for i in range(5): eventlet.sleep(0.002); ticks.append(i)
print(ticks, g.dead); run(server(), client()); slow.sendall(b'GET / HTTP/1.0\r\n\r\n')
try: g.wait()
except ssl.SSLError as e: print(type(e).__name__, e.reason)
