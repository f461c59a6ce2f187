"""Clients that are not ours against the WSGI server and its WebSockets: curl, openssl, and two WebSocket libraries; the same under CPython and under ours."""

import asyncio
import hashlib
import os
import re
import shutil
import ssl
import subprocess

import pytest

import harness
from programs import Program, listening

SERVER = os.path.join(harness.ROOT, 'compat-tests', 'servers', 'wsgi_clients.py')
CERTIFICATE, KEY = (os.path.join(harness.ROOT, 'compat-tests', 'eventlet', 'tls', name) for name in ('_cert.pem', '_key.pem'))
DATA = b''.join(b'%d,' % i for i in range(200000))

pytestmark = pytest.mark.skipif(not shutil.which('curl') or not shutil.which('openssl'), reason='needs curl and openssl; scripts/test installs them')


@pytest.fixture(scope='module', params=['cpython', 'ours'])
def plain(request):
    with Program(request.param, SERVER) as server:
        yield listening(server)


@pytest.fixture(scope='module', params=['cpython', 'ours'])
def tls(request):
    with Program(request.param, SERVER, 'tls', CERTIFICATE, KEY) as server:
        yield listening(server)


@pytest.fixture(scope='module')
def data(tmp_path_factory):
    path = tmp_path_factory.mktemp('data') / 'data'
    path.write_bytes(DATA)
    return str(path)


def curl(*args, status=0):
    """Output and the connection's story."""
    done = subprocess.run(['curl', '-sSv', '--max-time', '30'] + list(args), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.returncode == status, done.stderr.decode('latin-1')
    return done.stdout, done.stderr.decode('latin-1')


def report(line, scheme='http', length=None, coding=None, expect=None, body=b''):
    return ('%s\nscheme %s\nlength %s\ncoding %s\nexpect %s\nbody %d %s\n' % (
        line, scheme, length, coding, expect, len(body), hashlib.sha1(body).hexdigest())).encode()


class TestCurl:
    def test_connection_is_kept(self, plain):
        base = 'http://127.0.0.1:%d' % plain
        out, story = curl(base + '/a', base + '/b', base + '/c%20d?e=f')
        assert out == report('GET /a') + report('GET /b') + report('GET /c d')
        assert story.count('Re-using existing connection') == 2 and story.count('left intact') == 3
        assert 'Connection: close' not in story

    def test_old_version_closes(self, plain):
        out, story = curl('-0', 'http://127.0.0.1:%d/a' % plain)
        assert out == report('GET /a')
        assert '< Connection: close' in story and 'Closing connection' in story

    def test_close_is_honoured(self, plain):
        base = 'http://127.0.0.1:%d' % plain
        out, story = curl('-H', 'Connection: close', base + '/a', base + '/b')
        assert out == report('GET /a') + report('GET /b')
        assert 'Re-using' not in story and story.count('< Connection: close') == 2

    def test_form(self, plain):
        out, _ = curl('-d', 'a=1&b=2', 'http://127.0.0.1:%d/form' % plain)
        assert out == report('POST /form', length=7, body=b'a=1&b=2')

    def test_chunked_upload(self, plain, data):
        base = 'http://127.0.0.1:%d' % plain
        out, story = curl('-H', 'Expect:', '-H', 'Transfer-Encoding: chunked', '--data-binary', '@' + data, base + '/up', base + '/again')
        assert out == report('POST /up', coding='chunked', body=DATA) + report('POST /again', coding='chunked', body=DATA)
        assert story.count('Re-using existing connection') == 1

    def test_chunked_upload_from_a_pipe(self, plain):
        done = subprocess.run(['curl', '-sS', '--max-time', '30', '-T', '-', 'http://127.0.0.1:%d/pipe' % plain], input=DATA, stdout=subprocess.PIPE)
        assert done.stdout == report('PUT /pipe', coding='chunked', expect='100-continue', body=DATA)

    def test_expect_continue(self, plain, data):
        out, story = curl('-H', 'Expect: 100-continue', '-T', data, 'http://127.0.0.1:%d/put' % plain)
        assert out == report('PUT /put', length=len(DATA), expect='100-continue', body=DATA)
        assert '< HTTP/1.1 100 Continue' in story
        # Else curl would have gone on by itself, after a second.
        assert 'Done waiting' not in story

    def test_expect_continue_that_is_refused(self, plain, data):
        out, story = curl('-H', 'Expect: 100-continue', '-T', data, 'http://127.0.0.1:%d/refuse' % plain)
        assert out == b'too large\n'
        assert '< HTTP/1.1 413 Content Too Large' in story and '100 Continue' not in story and '< Connection: close' in story

    def test_download_in_chunks(self, plain):
        out, story = curl('http://127.0.0.1:%d/download' % plain)
        assert out == b''.join(bytes([i % 251]) * 10000 for i in range(300))
        assert '< Transfer-Encoding: chunked' in story

    def test_slow_parts(self, plain):
        out, _ = curl('-N', 'http://127.0.0.1:%d/slow' % plain)
        assert out.split() == [b'one', b'two', b'three']

    def test_client_that_leaves(self, plain):
        subprocess.run(['curl', '-s', '-o', '/dev/null', '--max-filesize', '1000', '--max-time', '0.02', 'http://127.0.0.1:%d/slow' % plain])
        out, _ = curl('http://127.0.0.1:%d/after' % plain)
        assert out == report('GET /after')

    def test_many_at_once(self, plain):
        base = 'http://127.0.0.1:%d/p[1-40]' % plain
        out, _ = curl('-Z', '--parallel-max', '20', base)
        assert sorted(re.findall(rb'GET /p(\d+)', out), key=int) == [b'%d' % i for i in range(1, 41)]

    def test_tls(self, tls, data):
        base = 'https://localhost:%d' % tls
        out, story = curl('--cacert', CERTIFICATE, '--resolve', 'localhost:%d:127.0.0.1' % tls, base + '/a', base + '/b')
        assert out == report('GET /a', 'https') + report('GET /b', 'https')
        assert story.count('Re-using existing connection') == 1
        out, _ = curl('--cacert', CERTIFICATE, '--resolve', 'localhost:%d:127.0.0.1' % tls, '-H', 'Transfer-Encoding: chunked', '-H', 'Expect: 100-continue',
                      '--data-binary', '@' + data, base + '/up')
        assert out == report('POST /up', 'https', coding='chunked', expect='100-continue', body=DATA)
        out, _ = curl('--cacert', CERTIFICATE, '--resolve', 'localhost:%d:127.0.0.1' % tls, base + '/download')
        assert len(out) == 3000000

    def test_tls_that_is_not_trusted(self, tls):
        curl('https://localhost:%d/' % tls, status=60)
        out, _ = curl('-k', 'https://localhost:%d/a' % tls)
        assert out == report('GET /a', 'https')


class TestOpenssl:
    @pytest.mark.parametrize('version', ['-tls1_2', '-tls1_3'])
    def test_s_client(self, tls, version):
        command = ['openssl', 's_client', '-connect', '127.0.0.1:%d' % tls, '-servername', 'localhost', '-CAfile', CERTIFICATE, '-verify_return_error', '-ign_eof', '-ignore_unexpected_eof',
                   version]
        done = subprocess.run(command, input=b'GET /s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              timeout=30)
        assert done.returncode == 0, done.stderr.decode()
        assert b'Verify return code: 0 (ok)' in done.stdout and b'HTTP/1.1 200 OK' in done.stdout
        assert report('GET /s', 'https').rstrip(b'\n') in done.stdout

    def test_nonsense_does_not_harm(self, tls):
        done = subprocess.run(['curl', '-s', '--max-time', '10', 'http://127.0.0.1:%d/' % tls])
        assert done.returncode != 0
        out, _ = curl('-k', 'https://localhost:%d/a' % tls)
        assert out == report('GET /a', 'https')


class TestWebsockets:
    """Debian's python3-websockets."""

    @staticmethod
    def run(port, path, talk, scheme='ws', **options):
        websockets = pytest.importorskip('websockets')

        async def main():
            async with websockets.connect('%s://localhost:%d%s' % (scheme, port, path), max_size=None, open_timeout=20, **options) as ws:
                return await asyncio.wait_for(talk(ws, websockets), 60)
        return asyncio.run(main())

    def test_echo(self, plain):
        async def talk(ws, websockets):
            assert ws.extensions and ws.extensions[0].name == 'permessage-deflate'
            for message in ('text', 'h\xe9\u20ac\U0001f600', '', b'', b'\x00\xff', 'x' * 125, 'x' * 126, b'y' * 65535, b'y' * 65536, 'z' * 3000000):
                await ws.send(message)
                assert await ws.recv() == message
        self.run(plain, '/echo', talk)
        self.run(plain, '/echo', lambda ws, w: self.echo_uncompressed(ws), compression=None)

    @staticmethod
    async def echo_uncompressed(ws):
        assert not ws.extensions
        for message in ('text', b'\x01' * 200000):
            await ws.send(message)
            assert await ws.recv() == message

    def test_fragments(self, plain):
        async def talk(ws, websockets):
            await ws.send(['one ', 'two ', '\xe9', '', 'three'])
            assert await ws.recv() == 'one two \xe9three'
            await ws.send([b'1' * 70000, b'2' * 70000])
            assert await ws.recv() == b'1' * 70000 + b'2' * 70000
        self.run(plain, '/echo', talk)
        self.run(plain, '/echo', talk, compression=None)

    def test_ping_between_fragments_and_close(self, plain):
        async def talk(ws, websockets):
            await (await ws.ping(b'payload'))
            await ws.send('after')
            assert await ws.recv() == 'after'
            await ws.close(3001, 'bye')
            return ws.close_code, ws.close_reason
        assert self.run(plain, '/echo', talk)[0] == 3001

    def test_server_speaks_first_and_closes(self, plain):
        async def talk(ws, websockets):
            messages = []
            with pytest.raises(websockets.ConnectionClosed) as closed:
                while True:
                    messages.append(await ws.recv())
            # A close without a status.
            return messages, closed.value.rcvd.code
        messages, code = self.run(plain, '/talk', talk)
        assert messages == ['message 0', 'message 1', 'message 2', b'\x00\xff' * 3, 'x' * 70000]
        assert code == 1005

    @pytest.mark.parametrize('compression', ['deflate', None])
    def test_limit(self, plain, compression):
        async def talk(ws, websockets):
            await ws.send('x' * (8 << 20))
            assert await ws.recv() == 'str %d' % (8 << 20)
            with pytest.raises(websockets.ConnectionClosed) as closed:
                await ws.send('x' * ((8 << 20) + 1))
                await ws.recv()
            return closed.value.rcvd.code
        assert self.run(plain, '/count', talk, compression=compression) == 1009

    def test_deflate_options(self, plain):
        from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory

        async def talk(ws, websockets):
            for _ in range(3):
                await ws.send('repeated ' * 1000)
                assert await ws.recv() == 'repeated ' * 1000
            return repr(ws.extensions[0])
        for options in ({'server_no_context_takeover': True}, {'client_no_context_takeover': True}, {'server_max_window_bits': 9}, {'client_max_window_bits': 10},
                        {'server_no_context_takeover': True, 'client_no_context_takeover': True, 'server_max_window_bits': 12, 'client_max_window_bits': 11}):
            assert 'PerMessageDeflate' in self.run(plain, '/echo', talk, compression=None, extensions=[ClientPerMessageDeflateFactory(**options)]), options

    def test_subprotocols(self, plain):
        async def talk(ws, websockets):
            return ws.subprotocol, await ws.recv()
        assert self.run(plain, '/subprotocols', talk, subprotocols=['a', 'c', 'b']) == ('c', 'c')
        assert self.run(plain, '/subprotocols', talk, subprotocols=['x']) == (None, 'None')

    def test_origin(self, plain):
        websockets = pytest.importorskip('websockets')

        async def talk(ws, websockets):
            return await ws.recv()
        assert self.run(plain, '/origin', talk, origin='http://good') == 'welcome'
        with pytest.raises(websockets.InvalidStatusCode) as refused:
            self.run(plain, '/origin', talk, origin='http://evil')
        assert refused.value.status_code == 403

    def test_tls(self, tls):
        context = ssl.create_default_context(cafile=CERTIFICATE)

        async def talk(ws, websockets):
            for message in ('text', b'\x01' * 300000):
                await ws.send(message)
                assert await ws.recv() == message
        self.run(tls, '/echo', talk, 'wss', ssl=context)

    def test_many_at_once(self, plain):
        websockets = pytest.importorskip('websockets')

        async def one(n):
            async with websockets.connect('ws://127.0.0.1:%d/echo' % plain, open_timeout=30) as ws:
                for i in range(10):
                    await ws.send('%d %d' % (n, i))
                    assert await ws.recv() == '%d %d' % (n, i)

        async def main():
            await asyncio.wait_for(asyncio.gather(*[one(n) for n in range(50)]), 60)
        asyncio.run(main())


class TestWebsocketClient:
    """Debian's python3-websocket."""

    @staticmethod
    def connect(port, path, **options):
        websocket = pytest.importorskip('websocket')
        return websocket.create_connection('ws://127.0.0.1:%d%s' % (port, path), timeout=30, **options)

    def test_echo(self, plain):
        ws = self.connect(plain, '/echo')
        for message in ('text', 'h\xe9\U0001f600', 'x' * 200000):
            ws.send(message)
            assert ws.recv() == message
        ws.send_binary(b'\x00\xff' * 1000)
        assert ws.recv() == b'\x00\xff' * 1000
        ws.close(1000, b'done')

    def test_frames(self, plain):
        websocket = pytest.importorskip('websocket')
        frame, create = websocket.ABNF, websocket.ABNF.create_frame
        ws = self.connect(plain, '/echo')
        ws.send_frame(create('one ', frame.OPCODE_TEXT, 0))
        ws.ping(b'in between')
        ws.send_frame(create('two ', frame.OPCODE_CONT, 0))
        ws.send_frame(create('three', frame.OPCODE_CONT, 1))
        pong = ws.recv_frame()
        assert (pong.opcode, pong.data) == (frame.OPCODE_PONG, b'in between')
        assert ws.recv() == 'one two three'
        ws.pong(b'nobody asked')
        ws.send('still there')
        assert ws.recv() == 'still there'
        ws.shutdown()

    @pytest.mark.parametrize('frames,code', [
        ([('x', 'CONT', 1)], 1002), ([('x', 'TEXT', 0), ('y', 'TEXT', 1)], 1002), ([(b'x' * 126, 'PING', 1)], 1002), ([('x', 'PING', 0)], 1002),
        ([(b'\x03', 'CLOSE', 1)], 1002), ([(b'\x03\xe8\xff', 'CLOSE', 1)], 1002), ([(b'\x03\xed', 'CLOSE', 1)], 1002), ([(b'\x0f\xa0', 'CLOSE', 1)], 4000)])
    def test_violations(self, plain, frames, code):
        websocket = pytest.importorskip('websocket')
        ws = self.connect(plain, '/echo')
        for data, opcode, final in frames:
            ws.send_frame(websocket.ABNF.create_frame(data, getattr(websocket.ABNF, 'OPCODE_' + opcode), final))
        answer = ws.recv_frame()
        assert answer.opcode == websocket.ABNF.OPCODE_CLOSE
        assert int.from_bytes(answer.data[:2], 'big') == code
        ws.shutdown()
