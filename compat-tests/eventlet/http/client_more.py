"""http.client: HTTPS, big bodies, names that need coding, trailers, what debug level says, bodies that are none."""
from _http import *
import io
import os
import sys

from eventlet.green import ssl

TLS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'tls')
CERT, KEY = os.path.join(TLS, '_cert.pem'), os.path.join(TLS, '_key.pem')
OK = b'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

print('https')
serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
serving.load_cert_chain(CERT, KEY)
listener = eventlet.listen(('127.0.0.1', 0))
port = listener.getsockname()[1]


def serve_one(connection, tunnel=False):
    try:
        if tunnel:
            print('proxy got', connection.recv(1000))
            connection.sendall(b'HTTP/1.0 200 Go\r\n\r\n')
        secure = serving.wrap_socket(connection, server_side=True)
        print('server got', secure.recv(1000).replace(str(port).encode(), b'PORT'))
        secure.sendall(OK)
        secure.close()
    except (OSError, ssl.SSLError) as e:
        pass


def serve():
    while True:
        eventlet.spawn_n(serve_one, listener.accept()[0], tunnels and tunnels.pop())


tunnels = []
eventlet.spawn_n(serve)
trusting = ssl.create_default_context(cafile=CERT)
blind = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
blind.check_hostname = False
blind.verify_mode = ssl.CERT_NONE
open_context = ssl.create_default_context()
for context in (blind, trusting, open_context):
    for host in ('127.0.0.1', 'localhost'):
        c = client.HTTPSConnection(host, port, timeout=5, context=context)
        try:
            c.request('GET', '/')
            print(host, c.getresponse().read(), c.default_port, type(c.sock).__name__ if c.sock else None)
        except ssl.SSLError as e:
            print(host, 'raises', type(e).__name__, e.reason)
        c.close()
tunnels.append(True)
c = client.HTTPSConnection('127.0.0.1', port, timeout=5, context=blind)
c.set_tunnel('far.test', 443)
c.request('GET', '/far')
print(c.getresponse().read())
plain = Scripted(b'this is no TLS at all\r\n\r\n')

print('big')
size = 3 * 1024 * 1024 + 5
for head, body in ((b'Content-Length: %d' % size, b'x' * size), (b'Transfer-Encoding: chunked', b'%x\r\n' % size + b'x' * size + b'\r\n0\r\n\r\n')):
    head = b'HTTP/1.1 200 OK\r\n' + head + b'\r\n\r\n'
    print(len(respond(head, body).read()), respond(head, body).readinto(bytearray(size + 1)), len(respond(head, body).read(2 * 1024 * 1024)))
    e = show('cut', lambda: respond(head, body[:2000000]).read() and None)
    print(e and len(e.partial) > 1900000)

print('trailers')
CHUNKED = b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'
show('long', respond(CHUNKED, b'1\r\nx\r\n0\r\nT: ' + b'y' * 70000).read)
show('two', respond(CHUNKED, b'1\r\nx\r\n0\r\nA: b\r\nC: d\r\n\r\n').read)
r = respond(b'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nraw')
print(r.chunked, r.read())

print('hosts')
server = Scripted(OK, OK, OK, OK)
for url in ('/', 'http://[::1]:81/'):
    c = client.HTTPConnection('127.0.0.1', server.port)
    c.request('GET', url)
    print(c.getresponse().read(), server.requests[-1].replace(str(server.port).encode(), b'PORT'))
for host in ('b\xfccher.test', '::1'):
    c = client.HTTPConnection(host)
    c.sock = socket.create_connection(('127.0.0.1', server.port))
    server.answers.append(OK)
    c.request('GET', '/')
    print(c.getresponse().read(), server.requests[-1])

print('sending')
server = Scripted(OK, OK, OK)
c = client.HTTPConnection('127.0.0.1', server.port)
c.auto_open = False
show('closed', c.send, b'x')
c.auto_open = True
show('a number', c.send, 5)
c.send(io.BytesIO(b'POST / HTTP/1.0\r\nContent-Length: 4\r\n\r\n'))
c.send([b'a', b'b'])
c.send(iter([b'cd']))
eventlet.sleep(0.01)
print(server.requests)
c = client.HTTPConnection('127.0.0.1', server.port)
c.request('GET', '/')
c.auto_open = False
c.close()
c.set_tunnel('far.test', headers={'A': 'b'})
print(client.HTTPConnection('127.0.0.1')._get_hostport('h:5', None))
r = client.HTTPResponse(socket.create_connection(('127.0.0.1', server.port)))
show('getheader early', r.getheader, 'x')
show('getheaders early', r.getheaders)
for name in ('status', 'version', 'reason', 'length', 'will_close', 'chunked'):
    print(name, getattr(r, name), end=' ')
print()


class Own(client.HTTPConnection):
    response_class = type('Response', (client.HTTPResponse,), {'own': True})


server = Scripted(OK, OK)
c = Own('127.0.0.1', server.port)
c.request('GET', '/')
r = c.getresponse()
print(r.own, r.read())

# Two clients at once, in one process.
server = Scripted([b'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n'] + [b'a'] * 10, [b'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n'] + [b'b'] * 10)


def get():
    c = client.HTTPConnection('127.0.0.1', server.port)
    c.request('GET', '/')
    return c.getresponse().read()


print(sorted(g.wait() for g in [eventlet.spawn(get), eventlet.spawn(get)]))
