import ssl
c = ssl.create_default_context()
print(c.verify_mode, c.check_hostname, c.protocol, c.minimum_version, len(c.get_ca_certs()) >= 0)
s = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
print(s.verify_mode, s.check_hostname)
u = ssl._create_unverified_context()
print(u.verify_mode, u.check_hostname)
u.verify_mode = ssl.CERT_REQUIRED; u.check_hostname = True
for f in (lambda: setattr(c, 'verify_mode', ssl.CERT_NONE), lambda: s.load_cert_chain('nope'), lambda: c.load_verify_locations('nope'), lambda: c.load_verify_locations(), lambda: c.set_ciphers('NOPE'), lambda: ssl.SSLContext(99), lambda: c.wrap_socket(5), lambda: setattr(u, 'check_hostname', False) or u.verify_mode):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).split('(_ssl')[0])
print(ssl.OPENSSL_VERSION.split()[0], ssl.HAS_SNI, ssl.HAS_TLSv1_3, ssl.HAS_ALPN, ssl.PROTOCOL_TLS_CLIENT, ssl.CERT_REQUIRED, ssl.Purpose.SERVER_AUTH.shortname, issubclass(ssl.SSLError, OSError), issubclass(ssl.SSLCertVerificationError, ValueError), ssl.TLSVersion.TLSv1_2, ssl.SSLWantReadError.__mro__[1].__name__, c.set_alpn_protocols(['h2']), ssl.cert_time_to_seconds('Jan  5 09:34:43 2018 GMT'))
