"""The Server object: got by server_event, and what it knows."""
import warnings
import eventlet
from eventlet import event, wsgi
from _wsgi import Server
warnings.simplefilter('always')


def app(env, sr):
    sr('200 OK', [])
    return [str(server.outstanding_requests).encode()]


ready = event.Event()
with warnings.catch_warnings(record=True) as seen:
    s = Server(app, server_event=ready, environ={'a': 1}, capitalize_response_headers=False)
    server = ready.wait()
    print(sorted((w.category.__name__, 'server_event' in str(w.message), 'capitalize' in str(w.message)) for w in seen))
print(type(server).__name__, isinstance(server, wsgi.Server), server.socket is s.sock, server.address == s.address, server.app is app)
print(server.max_http_version, server.protocol is wsgi.HttpProtocol, server.keepalive, server.log_output, server.debug, server.environ,
      server.url_length_limit, server.minimum_chunk_size, server.socket_timeout, server.outstanding_requests, type(server.pid).__name__)
print(sorted((k, v) for k, v in server.get_environ().items() if k != 'wsgi.errors'))
s.get(b'/', b'Connection: close\r\n')
# What is changed while it serves, counts.
server.keepalive = False
server.environ = {'b': 2}
server.app = lambda env, sr: sr('200 Other', []) and [repr((env.get('a'), env.get('b'))).encode()]
s.get(b'/')
try:
    server.log_message('x')
except AttributeError as e:
    print(type(e).__name__)
s.stop()
