"""Where green TLS sockets, and hubs, do what the standard library does and the original does not."""
import contextlib
import errno
import io
import os

import eventlet
from eventlet import greenio, hubs
from eventlet.green import socket, ssl

FILES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'eventlet', 'tls')
CERT, KEY = os.path.join(FILES, '_cert.pem'), os.path.join(FILES, '_key.pem')


def raises(kind, function, *args, **kwargs):
    try:
        value = function(*args, **kwargs)
    except kind as e:
        return e
    raise AssertionError('%r instead of %s' % (value, kind))


server_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
server_context.load_cert_chain(CERT, KEY)
client_context = ssl.create_default_context(cafile=CERT)


def pair():
    a, b = socket.socketpair()
    # The second argument is server_side.
    g = eventlet.spawn(server_context.wrap_socket, a, True)
    c = client_context.wrap_socket(b, server_hostname='localhost')
    return g.wait(), c


with eventlet.Timeout(60):
    server, client = pair()
    client.sendall(b'hello')
    assert server.recv(10) == b'hello'

    # recvfrom is no call for a session, as in the standard library.
    for call in (lambda: server.recvfrom(10), lambda: server.recvfrom_into(bytearray(10))):
        assert 'not allowed' in str(raises(ValueError, call))

    # settimeout(0) is setblocking(False).
    server.settimeout(0)
    raises(ssl.SSLWantReadError, server.recv, 10)
    assert server.gettimeout() == 0
    server.settimeout(0.01)
    timed_out = raises(ssl.SSLError, server.recv, 10)
    assert isinstance(timed_out, TimeoutError)
    server.settimeout(None)
    client.close()
    server.close()

    # send without a session goes to a socket that is not connected.
    unconnected = client_context.wrap_socket(socket.socket(), server_hostname='localhost')
    raises(OSError, unconnected.send, b'x')
    unconnected.close()

    # connect_ex connects and negotiates.
    listener = eventlet.wrap_ssl(eventlet.listen(('127.0.0.1', 0)), certfile=CERT, keyfile=KEY, server_side=True)

    def echo():
        peer, _ = listener.accept()
        peer.sendall(peer.recv(10))
        peer.close()

    g = eventlet.spawn(echo)
    client = client_context.wrap_socket(socket.socket(), server_hostname='localhost')
    assert client.connect_ex(listener.getsockname()) == 0
    assert client.version() and client.getpeercert()['subject']
    client.sendall(b'over')
    assert client.recv(10) == b'over'
    client.close()
    g.wait()
    refused = socket.socket()
    refused.bind(('127.0.0.1', 0))
    client = client_context.wrap_socket(socket.socket(), server_hostname='localhost')
    assert client.connect_ex(refused.getsockname()) == errno.ECONNREFUSED
    client.close()
    refused.close()
    listener.close()

    # Nothing can be negotiated by a connected socket that is to wait for nothing.
    a, b = socket.socketpair()
    a.setblocking(False)
    raises(ValueError, client_context.wrap_socket, a, server_hostname='localhost')
    a.close()
    b.close()

    # set_nonblocking takes a number too.
    r, w = os.pipe()
    greenio.set_nonblocking(r)
    raises(BlockingIOError, os.read, r, 1)
    raises(AttributeError, greenio.set_nonblocking, 'text')

    # A listener that adds one in its own place, and then fails: the new one stays.
    hub = hubs.get_hub()
    calls = []

    def second(fd):
        calls.append('second')
        os.read(fd, 1)
        hub.remove(new[0])

    new = []

    def first(fd):
        calls.append('first')
        hub.remove(old)
        new.append(hub.add(hub.READ, fd, second, lambda *a: None, lambda: None))
        raise ValueError('fails')

    old = hub.add(hub.READ, r, first, lambda *a: None, lambda: None)
    os.write(w, b'x')
    with contextlib.redirect_stderr(io.StringIO()):
        while len(calls) < 2:
            eventlet.sleep(0.01)
    assert calls == ['first', 'second'], calls
    os.close(r)
    os.close(w)
print('all passed')
