# Fetching a server's certificate from a patched program.
import os

import eventlet
eventlet.monkey_patch()
import socket
import ssl

HERE = os.path.dirname(os.path.abspath(__file__))
CERT = os.path.join(HERE, '_cert.pem')
listener = eventlet.listen(('127.0.0.1', 0))
address = listener.getsockname()
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(CERT, os.path.join(HERE, '_key.pem'))


def session(conn, peer):
    try:
        with context.wrap_socket(conn, server_side=True) as s:
            s.recv(1)
    except OSError:
        pass


eventlet.spawn(eventlet.serve, listener, session)
text = open(CERT).read()
print(ssl.get_server_certificate(address).split() == text[text.index('-----BEGIN'):].split())
for kwargs in ({'ca_certs': CERT}, {'ssl_version': ssl.PROTOCOL_TLS_CLIENT}, {'timeout': 5}):
    try:
        print(sorted(kwargs), len(ssl.get_server_certificate(address, **kwargs)) > 100)
    except Exception as e:
        print(sorted(kwargs), type(e).__name__)
free = socket.socket()
free.bind(('127.0.0.1', 0))
try:
    ssl.get_server_certificate(free.getsockname())
except OSError as e:
    print(type(e).__name__)
silent = eventlet.listen(('127.0.0.1', 0))
try:
    ssl.get_server_certificate(silent.getsockname(), timeout=0.05)
except OSError as e:
    print('timed out' in str(e))
