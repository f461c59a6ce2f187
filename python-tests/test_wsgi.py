"""eventlet.wsgi with the standard library's client, both green in one process."""

import io

import eventlet
import pytest
from eventlet import wsgi
from eventlet.green.urllib import request
from eventlet.green.urllib.error import HTTPError


def application(environ, start_response):
    if environ['PATH_INFO'] == '/missing':
        start_response('404 Not Found', [('Content-Type', 'text/plain')])
        return [b'no']
    if environ['PATH_INFO'] == '/stream':
        start_response('200 OK', [('Content-Type', 'text/plain')])
        return (b'part %d\n' % n for n in range(3))
    body = environ['wsgi.input'].read()
    start_response('200 OK', [('Content-Type', 'text/plain'), ('X-Method', environ['REQUEST_METHOD'])])
    return [b'got ' + body]


@pytest.fixture
def site():
    listener, log = eventlet.listen(('127.0.0.1', 0)), io.StringIO()
    thread = eventlet.spawn(wsgi.server, listener, application, log=log)
    yield 'http://127.0.0.1:%d' % listener.getsockname()[1]
    thread.kill()
    listener.close()


@pytest.mark.parametrize('data, method', [(None, 'GET'), (b'abc', 'POST')])
def test_methods(site, data, method):
    answer = request.urlopen(site + '/', data)
    assert answer.headers['X-Method'] == method
    assert answer.read() == b'got ' + (data or b'')


def test_generator_body(site):
    assert request.urlopen(site + '/stream').read().decode().splitlines() == ['part 0', 'part 1', 'part 2']


def test_error(site):
    with pytest.raises(HTTPError) as caught:
        request.urlopen(site + '/missing')
    assert caught.value.code == 404 and caught.value.read() == b'no'
