"""The load and the verdict of scripts/soak: clients that behave, clients that do not, and samples of the server while all is quiet.

Runs on CPython, with plain threads."""

import argparse
import collections
import http.client
import json
import os
import random
import resource
import socket
import ssl
import statistics
import struct
import sys
import threading
import time

import websocket

import harness
from programs import Program

HERE = os.path.dirname(os.path.abspath(__file__))
DESCRIPTORS = 300
# What a connection may take: the server has no descriptor to spare for a second or two at a time.
PATIENCE = 45
BIG = 64 * 65536
RESET = struct.pack('ii', 1, 0)


class Load:
    """Threads that each repeat one scenario until told to stop; they pause while the server is looked at."""

    def __init__(self, ports, seed):
        self.ports, self.seed = ports, seed
        self.done, self.errors = collections.Counter(), []
        self.stopping, self.open = False, threading.Event()
        self.busy, self.changed = 0, threading.Condition()
        self.tls = ssl.create_default_context(cafile=os.path.join(os.path.dirname(HERE), 'eventlet', 'tls', '_cert.pem'))
        self.threads = []

    def start(self):
        for i, scenario in enumerate(GOOD * 2 + BAD):
            thread = threading.Thread(target=self.repeat, args=(scenario, random.Random(self.seed * 1000 + i)), daemon=True)
            self.threads.append(thread)
            thread.start()
        self.open.set()

    def repeat(self, scenario, dice):
        while not self.stopping:
            self.open.wait()
            with self.changed:
                if not self.open.is_set():
                    continue
                self.busy += 1
            try:
                scenario(self, dice)
                self.done[scenario.__name__] += 1
            except Exception as e:
                if scenario in GOOD:
                    self.errors.append('%s: %s: %s' % (scenario.__name__, type(e).__name__, e))
                elif not isinstance(e, (OSError, http.client.HTTPException, websocket.WebSocketException)):
                    raise
            finally:
                with self.changed:
                    self.busy -= 1
                    self.changed.notify_all()
            if scenario in BAD:
                time.sleep(dice.random() * 0.2)

    def pause(self):
        with self.changed:
            self.open.clear()
            if not self.changed.wait_for(lambda: self.busy == 0, 120):
                self.errors.append('clients do not come to an end: an answer is missing')

    def connect(self, port='plain', timeout=PATIENCE):
        return socket.create_connection(('127.0.0.1', self.ports[port]), timeout)

    def http(self):
        return http.client.HTTPConnection('127.0.0.1', self.ports['plain'], timeout=PATIENCE)

    def websocket(self):
        return websocket.create_connection('ws://127.0.0.1:%d/websocket' % self.ports['plain'], timeout=PATIENCE)

    def reset(self, sock):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        sock.close()


def wanted(got, expected):
    if got != expected:
        raise AssertionError('got %.60r, expected %.60r' % (got, expected))


def ask(connection, path, body=None, status=200):
    connection.request('POST' if body is not None else 'GET', path, body)
    answer = connection.getresponse()
    wanted(answer.status, status)
    return answer.read()


# Clients that behave: each answer must come and be right.

def requests(load, dice):
    connection = load.http()
    for _ in range(dice.randrange(1, 40)):
        wanted(ask(connection, '/hello'), b'hello, world')
    wanted(ask(connection, '/wait'), b'waited')
    connection.close()


def bodies(load, dice):
    connection = load.http()
    for _ in range(5):
        data = dice.randbytes(dice.choice((0, 10, 5000, 300000)))
        wanted(ask(connection, '/echo', data), data)
        pieces = [dice.randbytes(dice.randrange(1, 4000)) for _ in range(dice.randrange(1, 9))]
        wanted(ask(connection, '/echo', iter(pieces)), b''.join(pieces))
    wanted(len(ask(connection, '/stream')), sum(1000 + i for i in range(20)))
    ask(connection, '/fail', status=500)
    connection.close()


def websockets(load, dice):
    ws = load.websocket()
    for _ in range(dice.randrange(1, 20)):
        text = 'x' * dice.choice((1, 125, 126, 70000))
        ws.send(text)
        wanted(ws.recv(), text)
        ws.ping('p')
    ws.close()


def secure(load, dice):
    connection = http.client.HTTPSConnection('localhost', load.ports['secure'], timeout=PATIENCE, context=load.tls)
    connection._create_connection = lambda address, *rest: socket.create_connection(('127.0.0.1', address[1]), PATIENCE)
    data = dice.randbytes(dice.choice((10, 100000)))
    wanted(ask(connection, '/echo', data), data)
    wanted(ask(connection, '/hello'), b'hello, world')
    connection.close()


def forgotten(load, dice):
    """The echo service leaves its end of a dropped connection to the collector."""
    with load.connect('echo') as sock:
        for _ in range(3):
            sock.sendall(b'over and out')
            wanted(sock.recv(12, socket.MSG_WAITALL), b'over and out')
        if dice.random() < 0.5:
            sock.sendall(b'drop')
            wanted(sock.recv(1), b'')


# Clients that do not: whatever comes of it, the server must outlive it.

def resets(load, dice):
    sock = load.connect(dice.choice(('plain', 'plain', 'secure', 'echo')))
    what = dice.randrange(5)
    if what == 1:
        sock.sendall(b'GET /hello HTTP/1.1\r\nHost: h\r\nX-Half')
    elif what == 2:
        sock.sendall(b'POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n' + b'x' * dice.randrange(100000))
    elif what == 3:
        sock.sendall(b'GET /big HTTP/1.1\r\nHost: h\r\n\r\n')
        sock.recv(1000)
    elif what == 4:
        sock.sendall(b'GET /wait HTTP/1.1\r\nHost: h\r\n\r\n' * 5)
    time.sleep(dice.random() * 0.05)
    load.reset(sock)


def slow_readers(load, dice):
    """Takes its time over four megabytes; half of them lose patience."""
    with socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        sock.settimeout(PATIENCE)
        sock.connect(('127.0.0.1', load.ports['plain']))
        sock.sendall(b'GET /big HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n')
        until = time.monotonic() + dice.random() * 3
        while time.monotonic() < until:
            if not sock.recv(4096):
                return
            time.sleep(0.01)
        if dice.random() < 0.5:
            while sock.recv(65536):
                pass


def slow_senders(load, dice):
    """A request that never becomes complete; the server closes after its socket_timeout."""
    with load.connect() as sock:
        for byte in b'GET / HTTP/1.1\r\nHost: h\r\n'[:dice.randrange(1, 25)]:
            sock.sendall(bytes([byte]))
            time.sleep(0.02)
        if dice.random() < 0.3:
            sock.recv(1000)


def bad_requests(load, dice):
    with load.connect() as sock:
        sock.sendall(dice.choice((b'\0\1\2\3\r\n\r\n', b'GET / HTTP/9.9\r\n\r\n', b'GET /' + b'x' * 20000 + b' HTTP/1.1\r\n\r\n',
                                  b'POST /echo HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', b'GET / HTTP/1.1\r\n' + b'A: b\r\n' * 5000)))
        while sock.recv(1000):
            pass


def stalled_handshakes(load, dice):
    with load.connect('secure') as sock:
        hello = ssl.MemoryBIO()
        try:
            load.tls.wrap_bio(ssl.MemoryBIO(), hello, server_hostname='localhost').do_handshake()
        except ssl.SSLWantReadError:
            pass
        data = hello.read()
        sock.sendall(dice.choice((b'', data[:dice.randrange(len(data))], data, b'GET / HTTP/1.1\r\n\r\n')))
        time.sleep(dice.random() * 2)
        if dice.random() < 0.5:
            load.reset(sock)


def rude_websockets(load, dice):
    ws = load.websocket()
    what = dice.randrange(4)
    if what == 0:
        ws.sock.sendall(b'\xff\xff\xff')
    elif what == 1:
        ws.send('leave')
    elif what == 2:
        ws.sock.sendall(b'\x81\xfe\xff')
    time.sleep(dice.random() * 0.05)
    load.reset(ws.sock)


def floods(load, dice):
    """More connections than the server has descriptors for, now and then."""
    time.sleep(dice.random() * 10)
    taken = []
    try:
        for _ in range(DESCRIPTORS + 60):
            taken.append(load.connect(dice.choice(('plain', 'plain', 'echo')), 10))
        time.sleep(1)
    finally:
        for sock in taken:
            if dice.random() < 0.2:
                load.reset(sock)
            else:
                sock.close()


GOOD = [requests, bodies, websockets, secure, forgotten]
BAD = [resets, slow_readers, slow_readers, slow_senders, bad_requests, stalled_handshakes, stalled_handshakes, rude_websockets, floods]


def resident(pid):
    with open('/proc/%d/status' % pid) as f:
        return next(int(x.split()[1]) * 1024 for x in f if x.startswith('VmRSS'))


def sample(load, program, started):
    load.pause()
    connection = http.client.HTTPConnection('127.0.0.1', load.ports['control'], timeout=120)
    report = json.loads(ask(connection, '/quiet'))
    report['minute'], report['resident'] = (time.monotonic() - started) / 60, resident(program.pid)
    ask(connection, '/go')
    connection.close()
    load.open.set()
    return report


def line(report, load):
    return '%6.1f %10.1f %10.2f %12d %10d %13d %13d' % (
        report['minute'], report['resident'] / 1e6, report['bytes'] / 1e6, report['descriptors'], report['listeners'], report['started'], sum(load.done.values()))


def judge(samples, load, tolerance):
    """What is wrong, as a list of sentences: the last samples are compared with the first ones after the warm-up (a third of the time)."""
    wrong = []
    for report in samples:
        if report['left']:
            wrong.append('minute %.1f: greenthreads that did not end: %s' % (report['minute'], report['left']))
        if report['late']:
            wrong.append('minute %.1f: greenthreads that stand still: %s' % (report['minute'], ', '.join(report['late'])))
    wrong += samples[-1]['problems'] + load.errors[:20]
    for before, after in zip(samples, samples[1:]):
        wrong += ['%s made no turn before minute %.1f' % (k, after['minute']) for k, n in after['turns'].items() if n <= before['turns'].get(k, 0)]
    missing = {x.__name__ for x in GOOD + BAD} - set(load.done)
    if missing:
        wrong.append('never done: ' + ', '.join(sorted(missing)))
    warm = [x for x in samples if x['minute'] >= samples[-1]['minute'] / 3]
    if len(warm) < 4:
        wrong.append('too few samples to judge')
        return wrong
    half = min(3, len(warm) // 2)
    first, last = warm[:half], warm[-half:]
    for name, unit, allowed in (('descriptors', 1, 0), ('listeners', 1, 0), ('bytes', 1e6, tolerance['bytes']), ('resident', 1e6, tolerance['resident'])):
        # Bytes settle around a value; a descriptor too many in the end is one too many.
        middle = statistics.median if unit > 1 else min
        a, b = middle(x[name] for x in first), middle(x[name] for x in last)
        if b - a > allowed:
            wrong.append('%s grew from %.1f to %.1f%s between minute %.1f and minute %.1f' % (
                name, a / unit, b / unit, ' MB' if unit > 1 else '', first[0]['minute'], last[-1]['minute']))
    return wrong


def run(side, seconds, interval, seed, say=print):
    """The load for so many seconds, and what is wrong: nothing when the list is empty."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 4096)), hard))
    # The runtime takes its time to settle: a short run tells descriptors and greenthreads, and coarse growth.
    tolerance = {'bytes': 1e6, 'resident': 10e6} if seconds >= 600 else {'bytes': 4e6, 'resident': 60e6}
    with Program(side, os.path.join(HERE, 'server.py'), str(DESCRIPTORS)) as program:
        load = Load(json.loads(program.line()), seed)
        say('%6s %10s %10s %12s %10s %13s %13s' % ('minute', 'MB', 'MB live', 'descriptors', 'listeners', 'greenthreads', 'conversations'))
        started, samples = time.monotonic(), []
        load.start()
        try:
            while time.monotonic() - started < seconds:
                time.sleep(min(interval, max(0.1, started + seconds - time.monotonic())))
                if program.process.poll() is not None:
                    break
                samples.append(sample(load, program, started))
                say(line(samples[-1], load))
        except (OSError, http.client.HTTPException) as e:
            load.errors.append('the report does not come: %s: %s' % (type(e).__name__, e))
        load.stopping = True
        ended = program.process.poll()
        errors = program.errors.decode('utf-8', 'replace')
        if ended is not None:
            return ['the server ended with status %s: %s' % (ended, errors[-2000:])]
        wrong = judge(samples, load, tolerance) if samples else load.errors
        if harness.runtime_trace(program.errors):
            wrong.append('the runtime complained: ' + errors[-2000:])
        say('conversations: ' + ', '.join('%s %d' % x for x in sorted(load.done.items())))
        return wrong


def main(arguments=None):
    parser = argparse.ArgumentParser(prog='scripts/soak', description='Mixed load with faults on an eventlet server: does anything grow or get lost?')
    parser.add_argument('--minutes', type=float, default=15, help='how long (15)')
    parser.add_argument('--interval', type=float, help='seconds between samples (a thirtieth of the time, 3 at least)')
    parser.add_argument('--side', choices=('ours', 'cpython'), default='ours', help='whose server (ours)')
    parser.add_argument('--seed', type=int, default=1, help='of the dice (1)')
    options = parser.parse_args(arguments)
    seconds = options.minutes * 60
    wrong = run(options.side, seconds, options.interval or max(3, seconds / 30), options.seed, lambda x: print(x, flush=True))
    for x in wrong:
        print(x)
    print('SOAK FAILED: %d complaints' % len(wrong) if wrong else 'SOAK PASSED: nothing grew, nothing was lost')
    return 1 if wrong else 0
