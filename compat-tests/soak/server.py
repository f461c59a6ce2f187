"""The server under load: WSGI, WSGI over TLS, WebSocket and an echo service that forgets its sockets, beside greenthreads that spawn, kill, time out
and hand things to each other all the time. Prints its ports as one line of JSON. GET /quiet stops the greenthreads and tells what is left,
GET /go lets them go on. Runs under CPython + eventlet as well."""

import json
import os
import random
import resource
import sys
import time

import eventlet
from eventlet import event, queue, semaphore, timeout, tpool, websocket, wsgi
from eventlet.green import socket

HERE = os.path.dirname(os.path.abspath(__file__))
TLS = os.path.join(os.path.dirname(HERE), 'eventlet', 'tls')
BLOCK = bytes(range(256)) * 256


class Ledger(object):
    """Who started and who ended, by kind: what started must end, however it ends."""

    def __init__(self):
        self.started, self.ended, self.problems = {}, {}, []

    def run(self, kind, function, *args):
        self.started[kind] = self.started.get(kind, 0) + 1
        try:
            return function(*args)
        finally:
            self.ended[kind] = self.ended.get(kind, 0) + 1

    def live(self):
        return {k: n - self.ended.get(k, 0) for k, n in sorted(self.started.items()) if n != self.ended.get(k, 0)}

    def problem(self, text):
        if len(self.problems) < 50:
            self.problems.append(text)


class Log(object):
    """Counts what the servers log."""
    lines = 0

    def write(self, text):
        self.lines += 1


ledger = Ledger()
running = event.Event()
running.send()
beats = {}


def application(env, start_response):
    return ledger.run('request', answer, env, start_response)


def answer(env, start_response):
    path = env['PATH_INFO']
    if path == '/websocket':
        return talk(env, start_response)
    if path == '/quiet':
        body = json.dumps(report()).encode()
    elif path == '/go':
        go()
        body = b'gone'
    elif path == '/hello':
        body = b'hello, world'
    elif path == '/echo':
        body = env['wsgi.input'].read()
    elif path == '/wait':
        eventlet.sleep(random.random() * 0.1)
        body = b'waited'
    elif path == '/stream':
        start_response('200 OK', [('Content-Type', 'application/octet-stream')])
        return parts()
    elif path == '/big':
        start_response('200 OK', [('Content-Length', str(len(BLOCK) * 64))])
        return [BLOCK] * 64
    elif path == '/fail':
        raise ValueError('as asked')
    else:
        start_response('404 Not Found', [('Content-Length', '0')])
        return []
    start_response('200 OK', [('Content-Length', str(len(body)))])
    return [body]


def parts():
    ledger.started['stream'] = ledger.started.get('stream', 0) + 1
    try:
        for i in range(20):
            yield BLOCK[:1000 + i]
            eventlet.sleep(0)
    finally:
        ledger.ended['stream'] = ledger.ended.get('stream', 0) + 1


@websocket.WebSocketWSGI
def talk(ws):
    while True:
        message = ws.wait()
        if message is None:
            return
        if message == 'leave':
            raise ValueError('as asked')
        ws.send(message)


def echo(sock):
    """Never closes: that is the collector's work."""
    while True:
        data = sock.recv(1000)
        if not data or data == b'drop':
            return
        sock.sendall(data)


def serve_echo(listener):
    while True:
        try:
            sock, _ = listener.accept()
        except OSError:
            # No descriptor left.
            eventlet.sleep(0.05)
            continue
        eventlet.spawn_n(ledger.run, 'echo', quietly, echo, sock)
        del sock


def quietly(function, *args):
    try:
        function(*args)
    except (OSError, EOFError):
        pass


class Wanted(Exception):
    pass


def expect(truth, text):
    if not truth:
        ledger.problem(text)


def kills():
    """Kills greenthreads wherever they may wait."""
    a = b = None
    try:
        a, b = socket.socketpair()
    except OSError:
        return
    never, empty, full, taken = event.Event(), queue.Queue(), queue.Queue(1), semaphore.Semaphore(0)
    full.put(1)
    waits = [(eventlet.sleep, 100), (never.wait,), (empty.get,), (full.put, 2), (taken.acquire,), (a.recv, 10), (eventlet.spawn(never.wait).wait,)]
    victims = [eventlet.spawn(ledger.run, 'victim', *wait) for wait in waits]
    unstarted = eventlet.spawn(ledger.run, 'unstarted', eventlet.sleep, 100)
    unstarted.kill()
    eventlet.sleep(random.random() * 0.01)
    for i, victim in enumerate(victims):
        if i % 2:
            victim.kill(Wanted, Wanted('killed'))
        else:
            victim.kill()
    for victim in victims + [unstarted]:
        try:
            with timeout.Timeout(20):
                victim.wait()
        except (Wanted, eventlet.greenlet.GreenletExit):
            pass
        except timeout.Timeout:
            ledger.problem('a killed greenthread does not end: %r' % victim)
    never.send()
    a.close()
    b.close()


def timers():
    """Timers that fire, that are cancelled, and that go off in the middle of something."""
    fired = []
    cancelled = [eventlet.spawn_after(5, ledger.problem, 'a cancelled timer fired') for _ in range(20)]
    for i in range(20):
        eventlet.spawn_after(i * 0.0005, fired.append, i)
    for x in cancelled:
        x.cancel()
    for i in range(10):
        try:
            with timeout.Timeout(0.001 * i):
                eventlet.sleep(0.005)
        except timeout.Timeout:
            pass
        with timeout.Timeout(0.0005, False):
            event.Event().wait()
    until = time.time() + 20
    while len(fired) < 20 and time.time() < until:
        eventlet.sleep(0.005)
    expect(len(fired) == 20, '%d timers of 20 fired' % len(fired))


def crowd():
    """An event wakes all that wait for it."""
    gate, through = event.Event(), []

    def visitor(i):
        through.append(gate.wait() + i)
    pool = eventlet.GreenPool(200)
    for i in range(200):
        pool.spawn_n(ledger.run, 'visitor', visitor, i)
    eventlet.sleep(0.001)
    gate.send(1)
    with timeout.Timeout(20, False):
        pool.waitall()
    expect(len(through) == 200, '%d of 200 came through' % len(through))


def pipeline():
    """What goes into a queue comes out, once."""
    first, second = queue.Queue(10), queue.LightQueue()

    def stage():
        for item in iter(first.get, None):
            second.put(item * 2)
    workers = [eventlet.spawn(ledger.run, 'stage', stage) for _ in range(5)]
    for i in range(300):
        first.put(i)
    for _ in workers:
        first.put(None)
    for worker in workers:
        worker.wait()
    got = sorted(second.get() for _ in range(300))
    expect(got == [i * 2 for i in range(300)], 'items went missing')


def failures():
    """Errors reach those who wait."""
    def fail(i):
        eventlet.sleep(0)
        if i % 3 == 0:
            raise Wanted(i)
        return i
    failed = 0
    for x in [eventlet.spawn(ledger.run, 'failing', fail, i) for i in range(30)]:
        try:
            x.wait()
        except Wanted:
            failed += 1
    expect(failed == 10, '%d errors of 10' % failed)
    expect(list(eventlet.GreenPool(7).imap(lambda i: i + 1, range(50))) == list(range(1, 51)), 'imap is wrong')


def threads():
    expect(tpool.execute(sum, range(1000)) == 499500, 'tpool is wrong')
    eventlet.sleep(0.01)


def churn(name, turn):
    while True:
        running.wait()
        beats[name] = time.time()
        try:
            ledger.run(name, turn)
        except Exception as e:
            ledger.problem('%s: %s: %s' % (name, type(e).__name__, e))
        eventlet.sleep(random.random() * 0.02)


TURNS = {f.__name__: f for f in (kills, timers, crowd, pipeline, failures, threads)}


def go():
    if not running.ready():
        running.send()


def managed_bytes():
    """Live bytes of .NET's heap; of CPython's, its blocks."""
    try:
        import clr
        from System import GC
    except ImportError:
        return sys.getallocatedblocks()
    return GC.GetTotalMemory(True)


def report():
    """Stops the greenthreads, waits until everybody else has gone, and tells what is left."""
    global running
    late = [k for k, at in beats.items() if time.time() - at > 60]
    if running.ready():
        running = event.Event()
    import gc
    from eventlet.hubs import get_hub
    left, until = None, time.time() + 20
    while time.time() < until:
        left = ledger.live()
        # This request itself.
        left['request'] = left.get('request', 0) - 1
        left = {k: n for k, n in left.items() if n}
        if not left:
            break
        eventlet.sleep(0.1)
    for _ in range(3):
        gc.collect()
        eventlet.sleep(0.1)
    hub = get_hub()
    return {'descriptors': len(os.listdir('/proc/self/fd')) - 1, 'left': left, 'late': late, 'problems': ledger.problems, 'bytes': managed_bytes(),
            'listeners': len(hub.get_readers()) + len(hub.get_writers()), 'started': sum(ledger.started.values()), 'turns': {k: ledger.ended.get(k, 0) for k in TURNS}}


def main():
    limit = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    log = Log()
    plain = eventlet.listen(('127.0.0.1', 0), backlog=500)
    # The report has a server of its own, for whose pool nothing else competes.
    control = eventlet.listen(('127.0.0.1', 0))
    secure = eventlet.listen(('127.0.0.1', 0), backlog=500)
    forgetful = eventlet.listen(('127.0.0.1', 0), backlog=500)
    ports = [x.getsockname()[1] for x in (plain, secure, forgetful, control)]
    secure = eventlet.wrap_ssl(secure, server_side=True, certfile=os.path.join(TLS, '_cert.pem'), keyfile=os.path.join(TLS, '_key.pem'))
    servers = [eventlet.spawn(wsgi.server, x, application, log, socket_timeout=4, max_size=2000, debug=False) for x in (plain, secure, control)]
    servers.append(eventlet.spawn(serve_echo, forgetful))
    eventlet.hubs.get_hub().debug_exceptions = False
    for name in sorted(TURNS):
        servers.append(eventlet.spawn(churn, name, TURNS[name]))
    print(json.dumps(dict(zip(('plain', 'secure', 'echo', 'control'), ports))))
    sys.stdout.flush()
    servers[0].wait()
    raise SystemExit('the server ended')


if __name__ == '__main__':
    main()
