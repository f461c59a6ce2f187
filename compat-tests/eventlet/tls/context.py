from eventlet.green import ssl
import ssl as plain
c = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
print(isinstance(c, plain.SSLContext), c.check_hostname, c.verify_mode.name)
c.check_hostname = False
c.verify_mode = ssl.CERT_NONE
print(c.verify_mode.name)
before = c.options
c.options |= ssl.OP_NO_TLSv1
print(bool(c.options & ssl.OP_NO_TLSv1))
c.minimum_version = ssl.TLSVersion.TLSv1_2
c.maximum_version = ssl.TLSVersion.TLSv1_2
print(c.minimum_version.name, c.maximum_version.name)
c.verify_flags |= ssl.VERIFY_CRL_CHECK_LEAF
print(bool(c.verify_flags & ssl.VERIFY_CRL_CHECK_LEAF))
for bad in (lambda: setattr(c, 'minimum_version', 'x'), lambda: c.load_cert_chain('/no/such'), lambda: c.load_verify_locations('/no/such')):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__)
print(type(ssl.create_default_context()).__name__, type(ssl._create_default_https_context()).__name__)
print(sorted(ssl.__patched__), ssl.SSLError is plain.SSLError)
