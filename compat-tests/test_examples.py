"""Every program of examples/, run by the same driver under CPython + eventlet and under ours: the same dialogue."""

import http.server
import os
import signal
import socketserver
import threading
import time

import pytest

import harness
from programs import Program, connect, listening, receive

EXAMPLES = os.path.join(harness.ROOT, 'examples')
PAGES = {'/': b'<a href="/a">a</a> <a href="b">b</a> <a href="http://elsewhere.invalid/">x</a>', '/a': b'<a href="/b#part">b</a><a href="/missing">m</a>',
         '/b': b'<a href="/">home</a>' + b'x' * 50000}


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = PAGES.get(self.path)
        self.send_response(404 if body is None else 200)
        body = body or b'not here'
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        if self.command == 'GET':
            self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, *args):
        pass


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True


@pytest.fixture(scope='module')
def web():
    server = Server(('127.0.0.1', 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def start(side, name, *args, **kwargs):
    return Program(side, os.path.join(EXAMPLES, name), *args, **kwargs)


def stop(program):
    # Idle by then: in the middle of a handler, it is the handler that an interrupt would hit.
    time.sleep(0.3)
    program.signal(signal.SIGINT)
    assert program.wait() == 0
    assert program.rest()[-1] == 'bye'


both = pytest.mark.parametrize('side', ['cpython', 'ours'])


@both
def test_echo_server(side):
    with start(side, 'echo_server.py', '--port', '0') as program:
        port = listening(program)
        clients = [connect(port) for _ in range(20)]
        for i, client in enumerate(clients):
            client.sendall(b'hello %d\n' % i)
        for i, client in enumerate(clients):
            assert receive(client, 8 + len(str(i)) - 1) == b'hello %d\n' % i
        big = os.urandom(1_000_000)
        sender = threading.Thread(target=clients[0].sendall, args=(big,))
        sender.start()
        assert receive(clients[0], len(big)) == big
        sender.join()
        for client in clients:
            client.close()
        lines = [program.line() for _ in range(40)]
        assert sum(x.startswith('connected: 127.0.0.1:') for x in lines) == 20
        assert sorted(x for x in lines if x.startswith('closed'))[-1].startswith('closed after')
        assert 'closed after 1000008 bytes' in lines
        stop(program)


@both
def test_chat_server(side):
    with start(side, 'chat_server.py', '--port', '0') as program:
        port = listening(program)

        def join(name):
            sock = connect(port)
            stream = sock.makefile('rw', encoding='utf-8', newline='\n')
            assert stream.readline() == 'name?\n'
            say(stream, name)
            return sock, stream

        def say(stream, text):
            stream.write(text + '\n')
            stream.flush()

        a_sock, a = join('ann')
        assert a.readline() == '* ann joined\n'
        b_sock, b = join('ann')
        assert b.readline() == 'taken, another name?\n'
        say(b, 'bób')
        assert b.readline() == '* bób joined\n'
        assert a.readline() == '* bób joined\n'
        say(a, 'hi there')
        assert b.readline() == 'ann: hi there\n'
        say(b, '/who')
        assert b.readline() == 'here: ann, bób\n'
        say(b, '/quit')
        assert b.readline() == ''
        assert a.readline() == '* bób left\n'
        b.close()
        b_sock.close()
        c_sock, c = join('cy')
        assert a.readline() == '* cy joined\n'
        c.close()
        c_sock.close()
        assert a.readline() == '* cy left\n'
        stop(program)


@both
def test_web_crawler(side, web):
    base = 'http://127.0.0.1:%d' % web
    urls = [base + path for path in ('/', '/b', '/missing', '/a')] * 5 + ['http://127.0.0.1:1/']
    with start(side, 'web_crawler.py', *urls) as program:
        lines = program.rest(60)
        assert program.wait() == 0, program.errors
    sizes = {'/': len(PAGES['/']), '/b': len(PAGES['/b']), '/a': len(PAGES['/a'])}
    expected = ['%s %s %d bytes' % (url, 200 if url[len(base):] in sizes else 404, sizes.get(url[len(base):], 0)) for url in urls[:-1]]
    assert lines[:-2] == expected
    assert lines[-2] == 'http://127.0.0.1:1/ URLError 0 bytes'
    assert lines[-1] == '21 pages, %d bytes' % (5 * sum(sizes.values()))


@both
def test_greenpile_fetcher(side, web):
    with start(side, 'greenpile_fetcher.py', '127.0.0.1:%d' % web, '127.0.0.1:1', '127.0.0.1:%d' % web) as program:
        lines = program.rest(60)
        assert program.wait() == 0, program.errors
    assert [x.split(None, 1)[1] for x in lines] == ['HTTP/1.0 200 OK', 'error: ECONNREFUSED', 'HTTP/1.0 200 OK']


@both
def test_producer_consumer_crawl(side, web):
    base = 'http://127.0.0.1:%d' % web
    with start(side, 'producer_consumer_crawl.py', base + '/') as program:
        lines = program.rest(60)
        assert program.wait() == 0, program.errors
    assert lines[-1] == '4 pages'
    assert sorted(lines[:-1]) == sorted(['200 %s/' % base, '200 %s/a' % base, '200 %s/b' % base, '404 %s/missing' % base])


@both
def test_port_forwarder(side):
    with start('cpython', 'echo_server.py', '--port', '0') as echo:
        target = listening(echo)
        with start(side, 'port_forwarder.py', '--port', '0', '--to', '127.0.0.1:%d' % target) as program:
            port = listening(program)
            clients = [connect(port) for _ in range(5)]
            for i, client in enumerate(clients):
                client.sendall(b'%d' % i * 1000)
            for i, client in enumerate(clients):
                assert receive(client, 1000) == b'%d' % i * 1000
                client.shutdown(1)
                assert client.recv(10) == b''
                client.close()
            assert [program.line() for _ in clients] == ['done: 1000 bytes out, 1000 bytes in'] * 5
            stop(program)


@both
def test_port_forwarder_without_target(side):
    with start(side, 'port_forwarder.py', '--port', '0', '--to', '127.0.0.1:1') as program:
        client = connect(listening(program))
        assert client.recv(10) == b''
        client.close()
        assert program.line() == 'cannot reach 127.0.0.1:1: ECONNREFUSED'
        stop(program)


@both
def test_port_in_use(side):
    with start('cpython', 'echo_server.py', '--port', '0') as first:
        port = listening(first)
        with start(side, 'echo_server.py', '--port', str(port)) as second:
            assert second.wait() == 1
            assert second.errors.decode().strip().splitlines()[-1] == 'OSError: [Errno 98] Address already in use'
