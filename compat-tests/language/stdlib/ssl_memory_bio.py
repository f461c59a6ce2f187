# Connections over memory BIOs: what each side sees of the other.
import os, ssl, tempfile
here = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), 'eventlet', 'tls')
cert, key = os.path.join(here, '_cert.pem'), os.path.join(here, '_key.pem')

def contexts(**client):
    s = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    s.load_cert_chain(cert, key)
    c = ssl.create_default_context(cafile=cert)
    return c, s

def pair(c, s, name='localhost', session=None):
    a, b = ssl.MemoryBIO(), ssl.MemoryBIO()
    return c.wrap_bio(a, b, server_hostname=name, session=session), s.wrap_bio(b, a, server_side=True)

def shake(co, so):
    done = set()
    for i in range(6):
        for name, o in (('client', co), ('server', so)):
            if name not in done:
                try:
                    o.do_handshake()
                    done.add(name)
                except ssl.SSLWantReadError:
                    pass
                except ssl.SSLError as e:
                    print(name, type(e).__name__, e.reason, getattr(e, 'verify_code', None), getattr(e, 'verify_message', None), e.args[0])
                    done.add(name)
    return done == {'client', 'server'}

c, s = contexts()
co, so = pair(c, s)
print(shake(co, so), co.version(), so.version(), co.cipher(), co.cipher() == so.cipher(), co.shared_ciphers()[0], co.compression())
print(co.getpeercert())
print(len(co.getpeercert(True)), so.getpeercert(), so.getpeercert(True))
print(co.write(b'hello'), so.read(2), so.pending(), so.read(100))
buf = bytearray(10)
so.write(b'answer')
print(co.read(3, buf), buf, co.read(100, buf), buf)
try:
    co.read(1)
except ssl.SSLWantReadError as e:
    print(e.errno, e.args)
so.write(b'')
chain = co._sslobj.get_verified_chain()
print(len(chain), chain[0], chain[0] == co._sslobj.get_unverified_chain()[0], chain[0].public_bytes().count('\n') > 5, len(chain[0].public_bytes(2)), chain[0].get_info()['version'])
for f in (co.unwrap, so.unwrap, co.unwrap):
    try:
        print(f())
    except ssl.SSLError as e:
        print(type(e).__name__, e.args)
try:
    print(so.read(1))
except ssl.SSLError as e:
    print(type(e).__name__, e.args)

print('-- names')
for name in ('other.example', '127.0.0.1', '127.0.0.2', '::1', 'LOCALHOST'):
    print(name, shake(*pair(*contexts(), name)))
c, s = contexts()
c = ssl.create_default_context()
shake(*pair(c, s))
c.check_hostname = False
c.verify_mode = ssl.CERT_NONE
co, so = pair(c, s, None)
print(shake(co, so), co.getpeercert(), len(co.getpeercert(True)))

print('-- alpn')
c, s = contexts()
c.set_alpn_protocols(['h2', 'http/1.1'])
s.set_alpn_protocols(['http/1.1'])
co, so = pair(c, s)
print(shake(co, so), co.selected_alpn_protocol(), so.selected_alpn_protocol())
s.set_alpn_protocols(['other'])
co, so = pair(c, s)
print(shake(co, so), co.selected_alpn_protocol(), so.selected_alpn_protocol())

print('-- versions and ciphers')
for low, high in ((ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_2), (ssl.TLSVersion.TLSv1_3, ssl.TLSVersion.TLSv1_3)):
    c, s = contexts()
    c.minimum_version, c.maximum_version = low, high
    co, so = pair(c, s)
    print(shake(co, so), co.version(), so.version(), so.cipher()[1])
c, s = contexts()
c.maximum_version = ssl.TLSVersion.TLSv1_2
s.minimum_version = ssl.TLSVersion.TLSv1_3
shake(*pair(c, s))
c, s = contexts()
c.maximum_version = ssl.TLSVersion.TLSv1_2
c.set_ciphers('AES128-SHA')
s.set_ciphers('AES256-SHA')
shake(*pair(c, s))
c, s = contexts()
c.maximum_version = ssl.TLSVersion.TLSv1_2
co, so = pair(c, s)
print(shake(co, so), len(co.get_channel_binding()), co.get_channel_binding() == so.get_channel_binding())

print('-- client certificates')
c, s = contexts()
s.verify_mode = ssl.CERT_REQUIRED
s.load_verify_locations(cert)
co, so = pair(c, s)
c.maximum_version = ssl.TLSVersion.TLSv1_2
shake(co, so)
c.load_cert_chain(cert, key)
co, so = pair(c, s)
print(shake(co, so), so.getpeercert()['subject'])
s.verify_mode = ssl.CERT_OPTIONAL
c2, _ = contexts()
co, so = pair(c2, s)
print(shake(co, so), so.getpeercert())

print('-- server names')
seen = []
def pick(sock, name, context):
    seen.append((type(sock).__name__, name, context is s))
    if name == '127.0.0.1' or name is None:
        return None
    if name == 'refuse':
        return ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
    sock.context = other
c, s = contexts()
other = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
other.load_cert_chain(cert, key)
other.set_alpn_protocols(['from-other'])
s.sni_callback = pick
c.set_alpn_protocols(['from-other'])
co, so = pair(c, s)
print(shake(co, so), so.context is other, seen)
c.check_hostname = False
print(shake(*pair(c, s, 'refuse')))
print(shake(*pair(c, s, None)), seen[-1])

print('-- sessions')
c, s = contexts()
c.maximum_version = ssl.TLSVersion.TLSv1_2
co, so = pair(c, s)
shake(co, so)
session = co.session
print(type(session).__name__, session.has_ticket, len(session.id), session.timeout, session.ticket_lifetime_hint, session == co.session, co.session_reused, type(session).__hash__)
co, so = pair(c, s, session=session)
print(shake(co, so), co.session_reused, so.session_reused, s.session_stats()['hits'], s.session_stats()['accept'])
for bad in (lambda: pair(contexts()[0], s, session=session), lambda: setattr(co, 'session', session), lambda: setattr(so, 'session', session)):
    try:
        bad()
    except ValueError as e:
        print(e)

print('-- key log and messages')
folder = tempfile.mkdtemp()
c, s = contexts()
c.keylog_filename = os.path.join(folder, 'keys')
print(os.path.basename(c.keylog_filename), shake(*pair(c, s)))
with open(c.keylog_filename) as f:
    print([line.split()[0] for line in f])
c.keylog_filename = None
log = []
c._msg_callback = lambda conn, direction, version, content, kind, data: log.append((direction, getattr(version, 'name', version), content.name, getattr(kind, 'name', kind)))
print(shake(*pair(c, s)), [x for x in log if x[2] == 'HANDSHAKE'][:6])
def broken(*args):
    raise RuntimeError('in callback')
c._msg_callback = broken
try:
    shake(*pair(c, s))
except RuntimeError as e:
    print(e)
