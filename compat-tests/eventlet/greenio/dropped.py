# A handler that returns without closing its connection: the peer sees the end of the stream, whatever the connection's age.
import gc
import os
import time

import eventlet
from eventlet.green import socket


def young(sock, address):
    sock.sendall(sock.recv(10))


def old(sock, address):
    data = sock.recv(10)
    for i in range(3):
        gc.collect()
    sock.sendall(data)


def fails(sock, address):
    sock.sendall(sock.recv(10))
    raise ValueError


def kept(sock, address):
    kept.sock = sock
    sock.sendall(sock.recv(10))


def wrapped(sock, address):
    stream = sock.makefile('rwb')
    stream.write(stream.read(1))
    stream.flush()


listener = eventlet.listen(('127.0.0.1', 0))


def serve(handler):
    sock, address = listener.accept()
    eventlet.spawn_n(handler, sock, address)


def client(handler):
    g = eventlet.spawn(serve, handler)
    sock = eventlet.connect(listener.getsockname())
    sock.sendall(b'x')
    first = sock.recv(10)
    started = time.time()
    try:
        with eventlet.Timeout(3):
            second = sock.recv(10)
    except eventlet.Timeout:
        second = 'nothing'
    print(handler.__name__, first, second, time.time() - started < 2)
    sock.close()


eventlet.hubs.get_hub().debug_exceptions = False
for handler in young, old, fails, wrapped:
    client(handler)
pool = eventlet.GreenPool()
for _ in pool.imap(client, [young] * 3):
    pass


def forwards(sock):
    def inner():
        sock.sendall(b'y')
    return inner


a, b = socket.socketpair()
f = forwards(a)
g = eventlet.spawn(f)
g.wait()
del a, f, g
gc.collect()
print(b.recv(10), b.recv(10))
