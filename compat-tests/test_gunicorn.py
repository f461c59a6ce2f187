"""gunicorn -k eventlet from Debian's package, unmodified: the same dialogue with it under CPython + eventlet and under ours."""

import http.client
import os
import re
import signal
import socket
import time

import pytest

import harness
from programs import Program

pytestmark = pytest.mark.skipif(not os.path.exists('/usr/bin/gunicorn'), reason='needs gunicorn, which scripts/test installs')
both = pytest.mark.parametrize('side', ['cpython', 'ours'])

APP = '''
import os, socket, sys, time
VERSION = 'one'
print('imported by', os.getpid(), flush=True)

def app(env, start_response):
    path = env['PATH_INFO']
    def ok(*body, **headers):
        start_response('200 OK', [('Content-Type', 'text/plain')] + [(k.replace('_', '-'), v) for k, v in headers.items()])
        return list(body)
    if path == '/pid':
        return ok(str(os.getpid()).encode())
    if path == '/version':
        return ok(VERSION.encode())
    if path == '/echo':
        return ok(env['wsgi.input'].read())
    if path.startswith('/sleep/'):
        time.sleep(float(path[7:]))
        return ok(b'slept')
    if path == '/block':
        import eventlet.patcher
        eventlet.patcher.original('time').sleep(60)
    if path == '/file':
        size = os.path.getsize('file.bin')
        return_value = env['wsgi.file_wrapper'](open('file.bin', 'rb'))
        start_response('200 OK', [('Content-Length', str(size))])
        return return_value
    if path == '/stream':
        start_response('200 OK', [])
        def parts():
            for i in range(5):
                yield b'part %d;' % i
                time.sleep(0.01)
        return parts()
    if path == '/about':
        return ok(repr([env['SERVER_SOFTWARE'], env['wsgi.multithread'], env['wsgi.multiprocess'], socket.socket.__module__.split('.')[0],
                        env['REQUEST_METHOD'], env['QUERY_STRING'], env['SERVER_PROTOCOL'], env.get('HTTP_X_NOTE')]).encode())
    if path == '/exit':
        os._exit(7)
    if path == '/error':
        raise ValueError('the application failed')
    start_response('404 Not Found', [('Content-Length', '0')])
    return []
'''


class Gunicorn(Program):
    """A master whose log goes to standard error, serving APP."""

    def __init__(self, side, *options, app='app:app', bind='127.0.0.1:0', source=APP):
        super().__init__(side, '/usr/bin/gunicorn', '-k', 'eventlet', '-b', bind, '-c', 'ready.py', *options, app, env={'PYTHONPATH': '.'}, start=False)
        self.write('app.py', source)
        # Until a worker has its own signal handlers, one that stops it is lost.
        self.write('ready.py', "def post_worker_init(worker):\n    worker.log.info('Worker with pid %s is ready', worker.pid)\n")
        self.write('file.bin', ''.join(map(str, range(60000))))
        self.start()
        self.address = self.logged(r'Listening at: (?:http://127\.0\.0\.1:(\d+)|unix:(\S+)) ')

    def write(self, name, text):
        with open(os.path.join(self.folder, name), 'w') as f:
            f.write(text)

    def log(self):
        """The log: from standard error and from the file `log`."""
        text = self.errors
        for name in ('log.old', 'log'):
            try:
                with open(os.path.join(self.folder, name), 'rb') as f:
                    text += f.read()
            except OSError:
                pass
        return text.decode('utf-8', 'replace')

    def logged(self, pattern, count=1, timeout=20):
        """Waits for the count'th match in the log, and gives its groups."""
        until = time.monotonic() + timeout
        while True:
            found = list(re.finditer(pattern, self.log()))
            if len(found) >= count:
                return found[count - 1].groups()
            assert time.monotonic() < until and self.process.poll() is None, '%r not %d times in:\n%s' % (pattern, count, self.log())
            time.sleep(0.02)

    def booted(self, count):
        pattern = r'Worker with pid (\d+) is ready'
        self.logged(pattern, count)
        return [int(x) for x in re.findall(pattern, self.log())]

    def connect(self, timeout=20):
        connection = http.client.HTTPConnection('127.0.0.1', self.address[0] or 0, timeout=timeout)
        if self.address[1]:
            connection.sock = socket.socket(socket.AF_UNIX)
            connection.sock.settimeout(timeout)
            connection.sock.connect(self.address[1])
        return connection

    def ask(self, path, method='GET', body=None, headers={}, connection=None, timeout=20):
        connection = connection or self.connect(timeout)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def get(self, path, **kwargs):
        status, body = self.ask(path, **kwargs)
        assert status == 200, (status, body, self.log())
        return body.decode()

    def until(self, path, wanted, timeout=15):
        """Asks until the answer is the wanted one; connections may be refused meanwhile."""
        end = time.monotonic() + timeout
        while True:
            try:
                got = self.get(path)
            except (OSError, http.client.HTTPException) as e:
                got = e
            if wanted(got):
                return got
            assert time.monotonic() < end, (got, self.log())
            time.sleep(0.05)

    def stop(self):
        self.signal(signal.SIGTERM)
        status = self.wait(20)
        assert not harness.runtime_trace(self.errors), self.log()
        assert 'SIGABRT' not in self.log() and 'signal 6' not in self.log(), self.log()
        return status


def alive(pid):
    try:
        with open('/proc/%d/stat' % pid) as f:
            return f.read().rpartition(')')[2].split()[0] != 'Z'
    except OSError:
        return False


@both
def test_serves(side):
    with Gunicorn(side, '-w', '2', '--access-logfile', '-', '--access-logformat', '%(m)s %(U)s %(s)s %(b)s') as server:
        workers = server.booted(2)
        assert int(server.get('/pid')) in workers
        connection = server.connect()
        for i in range(3):
            assert server.ask('/echo', 'POST', b'x' * i * 100000, connection=connection) == (200, b'x' * i * 100000)
        assert server.ask('/echo', 'POST', iter([b'a', b'bc', b'd' * 5000]), connection=connection) == (200, b'abc' + b'd' * 5000)
        assert server.get('/stream', connection=connection) == 'part 0;part 1;part 2;part 3;part 4;'
        assert len(server.get('/file', connection=connection)) == os.path.getsize(os.path.join(server.folder, 'file.bin'))
        about = eval(server.get('/about?a=b', connection=connection, headers={'X-Note': 'n'}))
        assert about == ['gunicorn/20.1.0', True, True, 'eventlet', 'GET', 'a=b', 'HTTP/1.1', 'n']
        assert server.ask('/nothing', connection=connection) == (404, b'')
        assert server.ask('/error')[0] == 500
        server.logged('ValueError: the application failed')
        # What waits in one request holds up no other: these would take 3 s one after the other.
        started, connections = time.monotonic(), [server.connect() for i in range(30)]
        for x in connections:
            x.request('GET', '/sleep/0.1')
        assert [x.getresponse().read() for x in connections] == [b'slept'] * 30
        assert time.monotonic() - started < 2.5
        for request, status in ((b'GET / HTTP/1.1\r\nbad header\r\n\r\n', b'400'), (b'NONSENSE\r\n\r\n', b'400'), (b'GET /%s HTTP/1.1\r\n\r\n' % (b'x' * 9000), b'400')):
            with socket.create_connection(('127.0.0.1', server.address[0]), 10) as sock:
                sock.sendall(request)
                assert sock.recv(1000).split()[1] == status
        assert server.stop() == 0
        log = server.rest()
        assert 'POST /echo 200 200000' in log and 'GET /nothing 404 0' in log, log
        assert not any(alive(x) for x in workers)


@both
def test_restarts_gracefully(side):
    with Gunicorn(side, '-w', '2', '--graceful-timeout', '10') as server:
        old = server.booted(2)
        assert server.get('/version') == 'one'
        waiting = server.connect()
        waiting.request('GET', '/sleep/1.5')
        time.sleep(0.3)
        server.write('app.py', APP.replace("'one'", "'number two'"))
        server.signal(signal.SIGHUP)
        new = server.booted(4)[2:]
        assert waiting.getresponse().read() == b'slept'
        server.logged(r'Worker exiting \(pid: \d+\)', 2)
        server.until('/version', lambda x: x == 'number two')
        assert int(server.get('/pid')) in new
        until = time.monotonic() + 5
        while any(alive(x) for x in old) and time.monotonic() < until:
            time.sleep(0.05)
        assert not any(alive(x) for x in old) and all(alive(x) for x in new)
        # One more, and two less.
        server.signal(signal.SIGTTIN)
        more = server.booted(5)
        for i in range(2):
            server.signal(signal.SIGTTOU)
            time.sleep(0.3)
        server.logged(r'Worker exiting \(pid: \d+\)', 4)
        server.until('/pid', lambda x: x == str(more[-1]))
        # What is killed or leaves comes back.
        os.kill(more[-1], signal.SIGKILL)
        assert server.until('/pid', lambda x: x == str(server.booted(6)[-1]))
        with pytest.raises((OSError, http.client.HTTPException)):
            server.get('/exit')
        assert server.until('/pid', lambda x: x == str(server.booted(7)[-1]))
        # An orderly stop lets a request end; SIGINT does not wait.
        waiting = server.connect()
        waiting.request('GET', '/sleep/0.7')
        time.sleep(0.2)
        assert server.stop() == 0
        assert waiting.getresponse().read() == b'slept'


@both
def test_limits(side):
    with Gunicorn(side, '-w', '1', '--max-requests', '3', '--keep-alive', '1', '--graceful-timeout', '1', '--timeout', '2') as server:
        first = server.booted(1)[0]
        assert [server.get('/pid') for i in range(3)] == [str(first)] * 3
        server.logged('Autorestarting worker after current request')
        second = server.booted(2)[1]
        server.until('/pid', lambda x: x == str(second))
        # An idle connection is closed after a second.
        with socket.create_connection(('127.0.0.1', server.address[0]), 10) as sock:
            sock.sendall(b'GET /pid HTTP/1.1\r\nHost: h\r\n\r\n')
            started, data = time.monotonic(), b''
            while True:
                chunk = sock.recv(1000)
                if not chunk:
                    break
                data += chunk
            assert b'\r\n%d\r\n' % second in data and 0.7 < time.monotonic() - started < 5
        # A worker that does not come back to its hub is killed, and another takes its place.
        blocked = server.connect()
        blocked.request('GET', '/block')
        server.logged(r'WORKER TIMEOUT \(pid:%d\)' % second)
        third = server.booted(3)[2]
        server.until('/pid', lambda x: x == str(third))
        # A request that outlives the graceful timeout does not hold up the end.
        long = server.connect()
        long.request('GET', '/sleep/30')
        time.sleep(0.2)
        started = time.monotonic()
        server.signal(signal.SIGTERM)
        assert server.wait(20) == 0
        assert time.monotonic() - started < 6
        assert not harness.runtime_trace(server.errors), server.log()


@both
def test_preload_and_unix_socket(side):
    # Under CPython the workers share the poller that the master has made by then: one only.
    count = 1 if side == 'cpython' else 2
    with Gunicorn(side, '-w', str(count), '--preload', '--pid', 'pid', '--log-level', 'debug', bind='unix:app.sock') as server:
        workers = server.booted(count)
        assert server.line() == 'imported by %d' % server.pid
        with open(os.path.join(server.folder, 'pid')) as f:
            assert int(f.read()) == server.pid
        server.address = (None, os.path.join(server.folder, 'app.sock'))
        assert int(server.get('/pid')) in workers
        connection = server.connect()
        assert server.ask('/echo', 'POST', b'over a unix socket', connection=connection) == (200, b'over a unix socket')
        connection.close()
        server.logged('POST /echo')
        assert server.stop() == 0
        assert server.rest() == []
        assert not os.path.exists(server.address[1]) and not os.path.exists(os.path.join(server.folder, 'pid'))


@both
def test_upgrades_in_place(side):
    with Gunicorn(side, '-w', '1', '--pid', 'pid', '--log-file', 'log') as server:
        # Reopens its log.
        os.rename(os.path.join(server.folder, 'log'), os.path.join(server.folder, 'log.old'))
        server.signal(signal.SIGUSR1)
        server.until('/pid', lambda x: os.path.exists(os.path.join(server.folder, 'log')))
        # A second master runs the program afresh on the listening socket.
        first = int(server.get('/pid'))
        server.write('app.py', APP.replace("'one'", "'number two'"))
        server.signal(signal.SIGUSR2)
        until = time.monotonic() + 15
        while not os.path.exists(os.path.join(server.folder, 'pid.2')):
            assert time.monotonic() < until, server.log()
            time.sleep(0.05)
        with open(os.path.join(server.folder, 'pid.2')) as f:
            second = int(f.read())
        assert second != server.pid
        # Both serve until the first one is told to go.
        server.until('/version', lambda x: x == 'number two')
        server.signal(signal.SIGQUIT)
        assert server.wait(20) == 0
        assert server.get('/version') == 'number two' and server.get('/pid') != str(first)
        os.kill(second, signal.SIGTERM)
        until = time.monotonic() + 10
        while alive(second):
            assert time.monotonic() < until
            time.sleep(0.05)


@both
@pytest.mark.parametrize('source, words', [('import nothing_of_that_name', "No module named 'nothing_of_that_name'"), ('x = 1', "Failed to find attribute 'app' in 'app'."),
                                           ('def app(:', 'SyntaxError: invalid syntax')])
def test_does_not_boot(side, source, words):
    with Program(side, '/usr/bin/gunicorn', '-k', 'eventlet', '-b', '127.0.0.1:0', 'app:app', env={'PYTHONPATH': '.'}, start=False) as program:
        with open(os.path.join(program.folder, 'app.py'), 'w') as f:
            f.write(source)
        program.start()
        assert program.wait(20) == (3 if 'import' in source or ':' in source else 4)
        log = program.errors.decode()
        assert words in log and 'Shutting down: Master' in log, log
