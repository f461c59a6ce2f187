import eventlet
from eventlet import wsgi
from _wsgi import Server, clean
def app(env, sr):
    sr('200 OK', [('x-lower-case', 'v'), ('ETAG', 'w')])
    return [b'body']
for kw in ({'keepalive': False}, {'max_http_version': 'HTTP/1.0'}, {'log_output': False}, {'debug': False},
           {'log_format': '%(client_ip)s|%(request_line)s|%(status_code)s|%(body_length)s'},
           {'capitalize_response_headers': False}, {'log_x_forwarded_for': False}, {'minimum_chunk_size': 1}, {'max_size': 1},
           {'custom_pool': eventlet.GreenPool(3)}):
    print(sorted(kw))
    s = Server(app, **kw)
    s.get(b'/', b'X-Forwarded-For: 9.9.9.9, 8.8.8.8\r\n')
    s.stop()
    s.show_log()
try:
    wsgi.server(eventlet.listen(('127.0.0.1', 0)), app, custom_pool=object())
except AttributeError as e:
    print(e)
class Logger(object):
    lines = []
    def info(self, msg, *a):
        self.lines.append(('info', msg.split(' - - ')[0][:10]))
    def debug(self, msg, *a):
        self.lines.append(('debug', msg[-5:] and 'accepted' in msg))
    error = info
l = Logger()
s = Server(app, log=l)
s.get(b'/')
s.stop()
print([k for k, _ in l.lines])
