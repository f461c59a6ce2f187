"""A hundred thousand green threads, ten thousand connections, a hundred thousand dropped ones: run with --scale."""

import json
import os
import resource
import selectors
import socket
import time

import pytest

import harness
from programs import Program, listening

pytestmark = pytest.mark.scale
# The oracle's turn takes minutes and proves the driver only; SCALE_ORACLE=1 asks for it.
both = pytest.mark.parametrize('side', ['cpython', 'ours'] if os.environ.get('SCALE_ORACLE') else ['ours'])

PARKED = '''
import eventlet
from eventlet.event import Event
count = 100000
event, done = Event(), []
def wait(i):
    event.wait()
    done.append(i)
for i in range(count):
    eventlet.spawn_n(wait, i)
eventlet.sleep(0)
print("parked", flush=True)
event.send()
eventlet.sleep(0)
while len(done) < count:
    eventlet.sleep(0.01)
print(len(done), sum(done) == count * (count - 1) // 2)
pool = eventlet.GreenPool(count)
for i in range(count):
    pool.spawn_n(eventlet.sleep, 0.5)
eventlet.sleep(0)
print(pool.running())
pool.waitall()
print(pool.running(), pool.free())
'''

DROPPED = '''
import eventlet, gc
def handle(sock, address):
    data = sock.recv(10)
    if data == b"collected":
        data = repr([x["collections"] for x in gc.get_stats()]).encode()
    sock.sendall(data)
listener = eventlet.listen(("127.0.0.1", 0), backlog=1000)
print("listening on %s:%d" % listener.getsockname(), flush=True)
while True:
    sock, address = listener.accept()
    eventlet.spawn_n(handle, sock, address)
    del sock
'''


def need_descriptors(count):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < count:
        pytest.skip('needs %d descriptors, the limit is %d' % (count, hard))
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


@both
def test_hundred_thousand_green_threads(side):
    with Program(side, '-c', PARKED) as program:
        assert program.rest(120) == ['parked', '100000 True', '100000', '0 100000']
        assert program.wait() == 0


@both
def test_ten_thousand_connections(side):
    count = 10000
    need_descriptors(count + 500)
    with Program(side, os.path.join(harness.ROOT, 'examples', 'echo_server.py'), '--port', '0') as program:
        port = listening(program)
        selector, clients = selectors.DefaultSelector(), []
        try:
            for i in range(count):
                client = socket.socket()
                client.bind(('127.0.0.%d' % (i % 50 + 1), 0))
                client.connect(('127.0.0.1', port))
                clients.append(client)
                # An answer means accepted: the listener's backlog never overflows.
                if i % 40 == 39:
                    client.sendall(b'warmup')
                    assert client.recv(6, socket.MSG_WAITALL) == b'warmup'
            for turn in range(3):
                for i, client in enumerate(clients):
                    client.sendall(b'%06d' % i)
                for client in clients:
                    selector.register(client, selectors.EVENT_READ)
                answered, until = 0, time.monotonic() + 60
                while answered < count and time.monotonic() < until:
                    for key, _ in selector.select(1):
                        data = key.fileobj.recv(6, socket.MSG_WAITALL)
                        assert len(data) == 6 and clients[int(data)] is key.fileobj
                        selector.unregister(key.fileobj)
                        answered += 1
                assert answered == count
            assert program.descriptors() >= count
        finally:
            for client in clients:
                client.close()
        until = time.monotonic() + 60
        while program.descriptors() > 200 and time.monotonic() < until:
            time.sleep(0.2)
        assert program.descriptors() <= 200


def collections(port):
    with socket.create_connection(('127.0.0.1', port)) as client:
        client.sendall(b'collected')
        return json.loads(client.recv(100))


@both
def test_hundred_thousand_dropped_connections(side):
    """The handler returns without closing: the client sees the end within a second, descriptors do not pile up."""
    count, at_once = 100000, 500
    need_descriptors(5000)
    with Program(side, '-c', DROPPED) as program:
        port = listening(program)
        selector = selectors.DefaultSelector()
        opened = closed = most = 0
        slowest, until = 0.0, time.monotonic() + 300
        started = {}
        begun, before = time.monotonic(), collections(port)
        while closed < count:
            assert time.monotonic() < until, '%d of %d closed' % (closed, count)
            while opened < count and len(started) < at_once:
                client = socket.socket()
                client.setsockopt(socket.IPPROTO_IP, 24, 1)  # IP_BIND_ADDRESS_NO_PORT
                client.bind(('127.0.0.%d' % (opened % 100 + 1), 0))
                client.connect(('127.0.0.1', port))
                client.send(b'x')
                selector.register(client, selectors.EVENT_READ)
                started[client] = None
                opened += 1
            for key, _ in selector.select(1):
                client = key.fileobj
                if client.recv(10):
                    started[client] = time.monotonic()
                else:
                    slowest = max(slowest, time.monotonic() - started.pop(client))
                    selector.unregister(client)
                    client.close()
                    closed += 1
            if closed % 1000 < 10:
                most = max(most, program.descriptors())
        took, after = time.monotonic() - begun, collections(port)
        assert slowest < 1.5, 'an end of stream came after %.1f s' % slowest
        if side == 'ours':
            # Those that the hub asks for are of the first two generations, ten a second at most; all are the rarer, the longer they take.
            young, full = after[1] - before[1], after[2] - before[2]
            print('%d connections in %.1f s, the slowest %.2f s, %d and %d collections' % (count, took, slowest, young, full))
            assert young < 12 * took and full < 3 * took, 'in %.1f s %d and %d collections' % (took, young, full)
        assert most < at_once + 4000, '%d descriptors' % most
        time.sleep(1.5)
        assert program.descriptors() < 200
