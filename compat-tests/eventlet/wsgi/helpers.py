import eventlet, io, socket
from eventlet import wsgi
print(wsgi.format_date_time(0), wsgi.format_date_time(1234567890.7))
for a in (('1.2.3.4', 5), ('::1', 5, 0, 0), '', '/path', b''):
    print(wsgi.addr_to_host_port(a))
out = io.StringIO()
l = wsgi.get_logger(out, True)
l.info('a %s', 1); l.debug('b'); l.error('c'); l.write('d')
q = wsgi.get_logger(out, False)
q.debug('hidden'); q.info('100%')
n = wsgi.LoggerNull(); n.info('x'); n.debug('x'); n.error('x'); n.write('x')
print(out.getvalue())
import logging
lg = logging.getLogger('x')
print(wsgi.get_logger(lg, True) is lg)
i = wsgi.Input(io.BytesIO(b'abcdef'), 4, None)
print(i.read(2), i.read(), i.read(), i.position, i.content_length)
i = wsgi.Input(io.BytesIO(b'3\r\nabc\r\nzz'), None, None, chunked_input=True)
try:
    print(i.read())
except wsgi.ChunkReadError as e:
    print(type(e).__name__, isinstance(e, ValueError))
i = wsgi.Input(io.BytesIO(b'5\r\nab'), None, None, chunked_input=True)
try:
    print(i.read())
except OSError as e:
    print(e)
print(wsgi.MINIMUM_CHUNK_SIZE, wsgi.MAX_HEADER_LINE, wsgi.MAX_TOTAL_HEADER_SIZE, wsgi.MAX_REQUEST_LINE, wsgi.DEFAULT_MAX_SIMULTANEOUS_REQUESTS)
