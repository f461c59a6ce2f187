"""Contexts and pairs of connected sockets for the cases beside it."""
import os
import re
import warnings

import eventlet
from eventlet.green import socket, ssl

warnings.simplefilter('ignore')
HERE = os.path.dirname(os.path.abspath(__file__))
CERT = os.path.join(HERE, '_cert.pem')
KEY = os.path.join(HERE, '_key.pem')


def server_context():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERT, KEY)
    return context


def client_context():
    return ssl.create_default_context(cafile=CERT)


def pair(server=None, client=None, **kwargs):
    """Both ends of a session, the server's first."""
    a, b = socket.socketpair()
    g = eventlet.spawn((server or server_context()).wrap_socket, a, server_side=True, **kwargs)
    c = (client or client_context()).wrap_socket(b, server_hostname='localhost', **kwargs)
    return g.wait(), c


def clean(text):
    return re.sub(r'fd=\d+', 'fd=N', re.sub(r"(addr=\('[^']*', )\d+", r'\1N', text))


def attempt(label, f, *args, **kwargs):
    """Print what a call gives or raises; whether it is a timeout, without what differs on purpose in its class."""
    try:
        print(label, clean(repr(f(*args, **kwargs))))
    except ssl.SSLError as e:
        name = 'SSLError' if e.args == ('timed out',) else type(e).__name__
        print(label, name, e.args if len(e.args) < 2 else (e.errno, e.reason))
    except BaseException as e:
        print(label, type(e).__name__, clean(str(e)))
