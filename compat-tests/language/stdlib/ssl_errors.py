# compat: timeout=60
# Wrong arguments, files and orders of calls: exceptions, messages, reasons.
import os, ssl, _ssl, tempfile, warnings
warnings.simplefilter('ignore')
here = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), 'eventlet', 'tls')
cert, key = os.path.join(here, '_cert.pem'), os.path.join(here, '_key.pem')
junk = os.path.join(tempfile.mkdtemp(), 'junk')
with open(junk, 'w') as f:
    f.write('junk')

def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).replace(junk, 'JUNK'), getattr(e, 'errno', None), getattr(e, 'reason', None), getattr(e, 'library', None))

for p in (ssl.PROTOCOL_TLS_CLIENT, ssl.PROTOCOL_TLS_SERVER, ssl.PROTOCOL_TLS, ssl.PROTOCOL_TLSv1_2):
    c = _ssl._SSLContext(p)
    print(hex(c.options), c.minimum_version, c.maximum_version, c.verify_flags, c.verify_mode, c.check_hostname, c._host_flags, c.num_tickets,
          c.security_level, c.post_handshake_auth, c.session_stats())
for p in (99, 0, 1, 'x'):
    t(lambda: _ssl._SSLContext(p))
c = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
print(len(c.get_ciphers()), c.get_ciphers()[0], c.get_ciphers()[-1])
c.set_ciphers('ECDHE+AESGCM')
print([x['name'] for x in c.get_ciphers()])
for bad in ('/nope', junk, 5, b'/nope'):
    t(lambda: c.load_verify_locations(bad))
    t(lambda: c.load_cert_chain(bad))
    t(lambda: c.load_dh_params(bad))
for bad in ('junk', b'junk', '', b'', 5, '\xe9'):
    t(lambda: c.load_verify_locations(cadata=bad))
t(lambda: c.load_verify_locations())
t(lambda: c.load_verify_locations(capath='/nope'))
t(lambda: c.load_cert_chain(cert))
t(lambda: c.load_cert_chain(cert, junk))
t(lambda: c.load_cert_chain(cert, key))
t(lambda: c.load_cert_chain(cert, key, password=5))
t(lambda: c.load_cert_chain(cert, key, password='x' * 2000))
t(lambda: c.set_ecdh_curve('foo'))
t(lambda: c.set_ecdh_curve('prime256v1'))
t(lambda: c.set_ciphers('NOPE'))
for name, value in (('minimum_version', 5), ('sni_callback', 5), ('options', 'x'), ('verify_flags', 'x'), ('num_tickets', 1), ('verify_mode', 0), ('verify_mode', 9),
                    ('keylog_filename', '/nope/x'), ('keylog_filename', '/tmp'), ('check_hostname', 0), ('protocol', 1)):
    t(lambda: setattr(c, name, value))
s = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
for name, value in (('sni_callback', 5), ('num_tickets', -1), ('num_tickets', 3), ('num_tickets', 'x'), ('sni_callback', None)):
    t(lambda: setattr(s, name, value))
print(s.num_tickets, s.sni_callback)
bio = ssl.MemoryBIO
t(lambda: c.wrap_bio(bio(), bio(), server_side=True))
t(lambda: s.wrap_bio(bio(), bio()))
t(lambda: s.wrap_bio(bio(), bio(), server_side=True).do_handshake())
c = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
b = bio()
o = c.wrap_bio(b, bio(), server_hostname='x')
raw = o._sslobj
for f in (o.do_handshake, lambda: o.read(5), lambda: o.write(b'x'), o.unwrap, o.getpeercert, o.cipher, o.version, o.compression,
          o.selected_alpn_protocol, o.get_channel_binding, lambda: o.get_channel_binding('x'), o.pending, lambda: o.session_reused,
          lambda: raw.read(), lambda: raw.read(-1), lambda: raw.read('x'), lambda: raw.read(1, 2, 3), lambda: raw.read(1, 2), lambda: raw.read(0), lambda: raw.write('x'),
          lambda: setattr(o, 'context', 1), lambda: setattr(o, 'session', 1), lambda: raw.owner is o, lambda: raw.server_side, lambda: raw.server_hostname,
          lambda: setattr(raw, 'x', 1)):
    t(f)
b.write_eof()
for f in (o.do_handshake, lambda: o.read(5), o.unwrap, lambda: o.write(b'x'), lambda: b.write(b'x'), lambda: b.read('x'), lambda: (b.pending, b.eof), lambda: bio(1)):
    t(f)
for name in ('', 'h\xf6', 'h\0', 5, b'ok', None, '127.0.0.1'):
    t(lambda: c._wrap_bio(b, b, False, name).server_hostname)
t(lambda: c._wrap_bio(b, 1, False))
t(lambda: c._wrap_socket(1, False))
for f in (lambda: ssl.RAND_bytes(-1), lambda: len(ssl.RAND_bytes(9)), lambda: ssl.RAND_status(), lambda: ssl.RAND_add('x', 1.0), lambda: _ssl.txt2obj('nope'), lambda: _ssl.txt2obj('MD5', True),
          lambda: _ssl.txt2obj('1.3.6.1.5.5.7.3.1'), lambda: _ssl.txt2obj('1.2.3.4'), lambda: _ssl.nid2obj(-1), lambda: _ssl.nid2obj(0), lambda: _ssl.nid2obj(129), lambda: _ssl.nid2obj(100000),
          lambda: _ssl._test_decode_cert('/nope'), lambda: _ssl._test_decode_cert(junk), lambda: sorted(_ssl._test_decode_cert(cert)), lambda: _ssl.get_default_verify_paths()):
    t(f)
for cls in (ssl.SSLError, ssl.SSLZeroReturnError, ssl.SSLWantReadError, ssl.SSLWantWriteError, ssl.SSLSyscallError, ssl.SSLEOFError, ssl.SSLCertVerificationError):
    print(cls.__name__, cls.__module__, [x.__name__ for x in cls.__mro__[1:-1]], str(cls(1, 'text')), str(cls('only')), repr(cls(1, 'text')))
t(lambda: setattr(ssl.SSLError, 'x', 1))
t(lambda: _ssl.Certificate())
t(lambda: _ssl.SSLSession())
print(_ssl.lib_codes_to_names[20], _ssl.err_codes_to_names[20, 267], _ssl.err_names_to_codes['CERTIFICATE_VERIFY_FAILED'])
