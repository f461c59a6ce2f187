# bench: unit=ops/s group=green floor=1.5 driver=wrk-close cpus=1
# Hello world with a connection for each request; the server alone on one core, wrk on another.
import eventlet
from eventlet import wsgi


def app(environ, start_response):
    start_response('200 OK', [('Content-Type', 'text/plain')])
    return [b'Hello, World!\r\n']


listener = eventlet.listen(('127.0.0.1', 0), backlog=1024)
print(listener.getsockname()[1], flush=True)
wsgi.server(listener, app, log_output=False)
