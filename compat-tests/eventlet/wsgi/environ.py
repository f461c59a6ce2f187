from _wsgi import Server
def app(env, start_response):
    out = []
    for k in sorted(env):
        if k in ('eventlet.input', 'wsgi.input', 'eventlet.posthooks', 'SERVER_PORT', 'REMOTE_PORT', 'wsgi.errors'):
            out.append('%s: %s' % (k, type(env[k]).__name__))
        elif k != 'eventlet.set_idle':
            out.append('%s = %r' % (k, env[k]))
    # To HTTP/1.0 the original says it twice.
    start_response('200 OK', [('Connection', 'close')] if env['SERVER_PROTOCOL'] == 'HTTP/1.1' else [])
    return ['\n'.join(out).encode('latin-1')]
def strip(data):
    return data
s = Server(app, environ={'extra.key': 5, 'SCRIPT_NAME': 'overwritten'})
from _wsgi import clean
import re
for request in (
        b'GET /env?q=1 HTTP/1.1\r\nHost: h:80\r\nX-Two: 1\r\nX-Two: 2\r\nContent-Type: t/p\r\nUnder_score: 1\r\n\r\n',
        b'GET /p%20q/%C3%A9/%2F HTTP/1.0\r\n\r\n',
        b'POST /?empty= HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nAccept:  spaces around \r\nCookie: a=b; c=d\r\n\r\nab',
        b'PUT /x?a?b HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'):
    print(re.sub('Content-Length: .*', '', clean(s.raw(request))))
s.stop()
