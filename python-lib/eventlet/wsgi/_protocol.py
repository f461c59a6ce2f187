"""One connection: reads requests, calls the application, writes responses."""
import functools
import sys
import time
import traceback

import eventlet
from eventlet import greenio, support
from eventlet.green import BaseHTTPServer, socket
from eventlet.support import greenlets as greenlet
from eventlet.wsgi import _backend, _pure
from eventlet.wsgi._body import ChunkReadError, ssl_zero_return
from http.client import HTTPMessage as _HTTPMessage

# Limits and switches are looked up there, where scripts set them.
_wsgi = sys.modules['eventlet.wsgi']
_getcurrent = greenlet.getcurrent
_Reader = _backend.Reader
_Response = _backend.Response
_BaseHandler = BaseHTTPServer.BaseHTTPRequestHandler


class HeaderLineTooLong(Exception):
    pass


class HeadersTooLarge(Exception):
    pass


class FileObjectForHeaders(object):
    """Limits what is read while headers are."""

    def __init__(self, fp):
        self.fp = fp
        self.total_header_size = 0

    def readline(self, size=-1):
        sz = size
        if size < 0:
            sz = _wsgi.MAX_HEADER_LINE
        rv = self.fp.readline(sz)
        if len(rv) >= _wsgi.MAX_HEADER_LINE:
            raise HeaderLineTooLong()
        self.total_header_size += len(rv)
        if self.total_header_size > _wsgi.MAX_TOTAL_HEADER_SIZE:
            raise HeadersTooLarge()
        return rv


def addr_to_host_port(addr):
    """Return host and port of a socket address; a Unix socket has neither."""
    host = 'unix'
    port = ''
    if isinstance(addr, tuple):
        host = addr[0]
        port = addr[1]
    return (host, port)


class HttpProtocol(_BaseHandler):
    """One connection: reads requests, calls the application, writes responses.

    A subclass may override the methods of ``http.server.BaseHTTPRequestHandler`` and those below. While neither ``_read_request_line`` nor
    ``parse_request`` is overridden, a request is read and parsed in one step.
    """

    protocol_version = 'HTTP/1.1'
    minimum_chunk_size = _wsgi.MINIMUM_CHUNK_SIZE
    capitalize_response_headers = True

    # A response of usual size goes out in one write.
    wbufsize = 16 << 10

    # The parsed head of the request, and its headers as a message once somebody has asked for them, or has set some.
    _head = None
    _headers = None
    _addresses = None
    _set_idle = None
    _in_head = False

    def __init__(self, conn_state, server):
        self.request = conn_state[1]
        self.client_address = conn_state[0]
        self.conn_state = conn_state
        self.server = server
        self.setup()
        try:
            self.handle()
        finally:
            self.finish()

    def setup(self):
        # The connection may be anything that looks like a socket.
        conn = self.connection = self.request

        # Answer what comes in at once, so that the client goes on sending.
        if getattr(socket, 'TCP_QUICKACK', None):
            try:
                conn.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, True)
            except (socket.error, AttributeError):
                pass

        if _Reader is not None and self.rbufsize and isinstance(conn, greenio.GreenSocket):
            # What a subclass does in its recv and sendall counts.
            plain = type(conn) is greenio.GreenSocket
            self.rfile = _Reader(conn, plain)
            self.wfile = _backend.Writer(conn, self.wbufsize if self.wbufsize >= 0 else 8192, plain)
            return
        try:
            self.rfile = conn.makefile('rb', self.rbufsize)
            self.wfile = conn.makefile('wb', self.wbufsize)
        except (AttributeError, NotImplementedError):
            if hasattr(conn, 'send') and hasattr(conn, 'recv'):
                # pyOpenSSL connections have no makefile.
                import io
                from socket import SocketIO
                conn._io_refs = getattr(conn, '_io_refs', 0)
                conn._decref_socketios = getattr(conn, '_decref_socketios', lambda: None)
                self.rfile = io.BufferedReader(SocketIO(conn, 'r'), io.DEFAULT_BUFFER_SIZE)
                self.wfile = io.BufferedWriter(SocketIO(conn, 'w'), self.wbufsize)
            else:
                # Nothing to read from: a mistake of the caller's that is reported as such.
                raise NotImplementedError(
                    "eventlet.wsgi doesn't support sockets of type {0}".format(type(conn)))

    @property
    def headers(self):
        """The headers of the request, an ``http.client.HTTPMessage``."""
        headers = self._headers
        if headers is None and self._head is not None:
            headers = self.MessageClass()
            headers._headers = list(self._head.headers)
            self._headers = headers
        return headers

    @headers.setter
    def headers(self, value):
        self._headers = value

    def handle(self):
        self.close_connection = True
        while True:
            self.handle_one_request()
            if self.conn_state[2] is _wsgi.STATE_CLOSE:
                self.close_connection = 1
            else:
                self.conn_state[2] = _wsgi.STATE_IDLE
            if self.close_connection:
                break

    def _reads_directly(self):
        """True when nothing between the bytes and the parsed request is overridden."""
        cls = type(self)
        return (self.rfile.__class__ is _Reader and cls.parse_request is HttpProtocol.parse_request
                and cls._read_request_line is HttpProtocol._read_request_line)

    def _read_request_line(self):
        if self.rfile.closed:
            self.close_connection = 1
            return ''
        try:
            line = self.rfile.readline(self.server.url_length_limit)
            if line == b'\r\n' or line == b'\n':
                # Old clients end a body with a line break that its length does not count: RFC 9112, section 2.2.
                line = self.rfile.readline(self.server.url_length_limit)
            return line
        except ssl_zero_return():
            pass
        except socket.error as e:
            if not self._is_gone(e):
                raise
        return ''

    def _is_gone(self, error):
        """True for errors that say that the client is gone, of which nobody needs to hear."""
        number = support.get_errno(error)
        if number in _wsgi.BROKEN_SOCK:
            self.server.log.debug('({0}) connection reset by peer {1!r}'.format(self.server.pid, self.client_address))
            self.close_connection = 1
            return True
        return number in _wsgi.BAD_SOCK

    def _read_request(self):
        """Read and parse a request in one step. False when there is none to handle."""
        head = None
        try:
            if not self.rfile.closed:
                head = self.rfile.read_request(self.server.url_length_limit, self.default_request_version, self.protocol_version,
                                               _wsgi.MAX_HEADER_LINE, _wsgi.MAX_TOTAL_HEADER_SIZE)
        except socket.timeout:
            if self.rfile.in_request():
                self._refuse('408 Request Timeout')
            raise
        except socket.error as e:
            if not self._is_gone(e):
                raise
        if head is None:
            self.close_connection = 1
            return False
        self._take_head(head)
        return head.error is None or self._answer_error(head.error)

    def _take_head(self, head):
        self._head = head
        self._headers = None
        self.raw_requestline = head.raw_requestline
        self.requestline = head.requestline
        self.command = head.command
        self.path = head.path
        self.request_version = head.request_version
        self.close_connection = head.close_connection

    def _answer_error(self, error):
        status, message, explanation, page = error
        self.close_connection = 1
        if page:
            self.send_error(status, message, explanation)
        elif status == 414:
            self.wfile.write(_wsgi.RESPONSE_414)
        elif status:
            self._refuse('%d %s' % (status, message))
        return False

    def _refuse(self, status):
        self.wfile.write(('HTTP/1.0 %s\r\nConnection: close\r\nContent-length: 0\r\n\r\n' % status).encode('latin-1'))
        self.close_connection = 1

    def handle_one_request(self):
        if self.server.max_http_version:
            self.protocol_version = self.server.max_http_version

        if self._reads_directly():
            if not self._read_request():
                return
        elif not self._read_request_in_steps():
            return

        self.environ = self.get_environ()
        self.application = self.server.app
        try:
            self.server.outstanding_requests += 1
            try:
                self.handle_one_response()
            except socket.error as e:
                if support.get_errno(e) not in _wsgi.BROKEN_SOCK:
                    raise
                self.close_connection = 1
        finally:
            self.server.outstanding_requests -= 1

    def _read_request_in_steps(self):
        """Read a request by ``_read_request_line`` and ``parse_request``. False when there is none to handle."""
        self._head = self._headers = None
        self.raw_requestline = self._read_request_line()
        if not self.raw_requestline:
            self.close_connection = 1
            return False
        if len(self.raw_requestline) >= self.server.url_length_limit:
            self.wfile.write(_wsgi.RESPONSE_414)
            self.close_connection = 1
            return False

        orig_rfile = self.rfile
        try:
            self.rfile = FileObjectForHeaders(self.rfile)
            if not self.parse_request():
                return False
        except HeaderLineTooLong:
            self._refuse('400 Header Line Too Long')
            return False
        except HeadersTooLarge:
            self._refuse('400 Headers Too Large')
            return False
        except socket.timeout:
            self._refuse('408 Request Timeout')
            raise
        finally:
            self.rfile = orig_rfile

        if self._head is None or self._headers is not None:
            # The headers are what a subclass has made of them.
            head = _pure.RequestHead(self.raw_requestline, self.request_version)
            head.command, head.path = self.command, self.path
            head._old = self.request_version < 'HTTP/1.1'
            head.set_headers([(k, v.strip(' \t\n\r')) for k, v in self._headers._headers], self.protocol_version)
            self._head = head
            if head.error is not None:
                return self._answer_error(head.error)
        return True

    def parse_request(self):
        """Parse the request line and read the headers. False when the request was answered with an error."""
        self.command = None
        self.request_version = self.default_request_version
        self.close_connection = True
        rfile = self.rfile
        limits = _wsgi.MAX_HEADER_LINE, _wsgi.MAX_TOTAL_HEADER_SIZE
        if isinstance(rfile, FileObjectForHeaders) and rfile.fp.__class__ is _Reader:
            head = rfile.fp.read_head(self.raw_requestline, self.default_request_version, self.protocol_version, *limits)
        else:
            # A wrong request line is answered before anything more is read.
            head = _backend.parse_head(self.raw_requestline, b'\r\n', self.default_request_version, self.protocol_version, *limits)
            if head.error is None:
                lines = []
                while True:
                    line = rfile.readline()
                    lines.append(line)
                    if line in (b'\r\n', b'\n', b'') or len(lines) > 101:
                        break
                head = _backend.parse_head(self.raw_requestline, b''.join(lines), self.default_request_version, self.protocol_version,
                                           *limits)
        self._take_head(head)
        return head.error is None or self._answer_error(head.error)

    def handle_one_response(self):
        start = time.time()
        server = self.server
        # The application may replace it in its environment.
        request_input = self.environ['eventlet.input']
        head = self._head
        response = _Response(self, server.keepalive and not head.ambiguous, head.connection)
        request_input.headers_sent = response
        result = None
        current = _getcurrent()
        current._wsgi_already_handled = False

        try:
            try:
                result = self.application(self.environ, response.start_response)

                if request_input.should_send_hundred_continue and response.started and not response and hasattr(result, '__len__'):
                    # The whole answer is there, and the client has not sent its body and need not.
                    self.close_connection = 1
                if result is _wsgi.ALREADY_HANDLED or current._wsgi_already_handled:
                    self.close_connection = 1
                    return
                if response.write_all(result) is False:
                    self._write_parts(response, result, current)
            except (Exception, eventlet.Timeout):
                self.close_connection = 1
                tb = traceback.format_exc()
                server.log.info(tb)
                if not response:
                    err_body = tb.encode('utf-8', 'replace') if server.debug else b''
                    response.start_response('500 Internal Server Error',
                                            [('Content-type', 'text/plain'), ('Content-length', len(err_body))])
                    response.write(err_body)
        finally:
            if hasattr(result, 'close'):
                result.close()
            if request_input.should_send_hundred_continue:
                # Nobody knows whether the client sends its body after all.
                self.close_connection = 1
            if not self.close_connection and request_input._is_unread():
                # The next request begins where this body ends.
                self._discard(request_input)

            for hook, args, kwargs in self.environ['eventlet.posthooks']:
                hook(self.environ, *args, **kwargs)

            if server.log_output:
                finish = time.time()
                client_host, client_port = self.get_client_address()
                server.log.info(server.log_format % {
                    'client_ip': client_host,
                    'client_port': client_port,
                    'date_time': self.log_date_time_string(),
                    'request_line': self.requestline,
                    'status_code': response.status_code,
                    'body_length': response.length,
                    'wall_seconds': finish - start,
                })

    def _write_parts(self, response, result, current):
        """Write what an application gives piece by piece."""
        if response.started and not response and hasattr(result, '__len__'):
            response.set_length(sum(map(len, result)))
        towrite = []
        towrite_size = 0
        just_written_size = 0
        minimum_write_chunk_size = int(self.environ.get('eventlet.minimum_write_chunk_size', self.minimum_chunk_size))
        for data in result:
            if len(data) == 0:
                continue
            if isinstance(data, str):
                # In a program of Python 2 text is bytes.
                data = data.encode('latin-1' if '__builtin__' in sys.modules else 'ascii')
            towrite.append(data)
            towrite_size += len(data)
            if towrite_size >= minimum_write_chunk_size:
                response.write(b''.join(towrite))
                towrite = []
                just_written_size = towrite_size
                towrite_size = 0
        if current._wsgi_already_handled:
            # Said by a generator, which has run only now.
            self.close_connection = 1
            return
        if towrite:
            just_written_size = towrite_size
            response.write(b''.join(towrite))
        if not response or (response.chunked and just_written_size):
            response.write(b'')

    def _discard(self, request_input):
        try:
            request_input.discard()
        except (ChunkReadError, IOError) as e:
            self.close_connection = 1
            kind = 'chunked encoding' if isinstance(e, ChunkReadError) else 'I/O'
            self.server.log.error('{0} error while discarding request body. client={1} request="{2}" error="{3}"'.format(
                kind, self.get_client_address()[0], self.requestline, e))

    def get_client_address(self):
        """Return host and port of the client, after what proxies say of it."""
        host, port = addr_to_host_port(self.client_address)
        if self.server.log_x_forwarded_for:
            forward = ''
            for name, value in self._head.headers if self._head is not None else ():
                if len(name) == 15 and name.lower() == 'x-forwarded-for':
                    forward = value.replace(' ', '')
                    break
            if forward:
                host = forward + ',' + host
        return (host, port)

    def log_date_time_string(self):
        """Return the present time for the log."""
        second = int(time.time())
        cached, text = _log_time
        if cached != second:
            text = _BaseHandler.log_date_time_string(self)
            _log_time[:] = second, text
        return text

    def get_environ(self):
        """Return the WSGI environment of the request."""
        if self._addresses is None:
            sockname = self.request.getsockname()
            host, port = addr_to_host_port(sockname)
            client_host, client_port = addr_to_host_port(self.client_address)
            self._addresses = (host, str(port), client_host, str(client_port))
            # Lets a long poll be closed by a server that stops, as if it were between requests.
            self._set_idle = functools.partial(self.conn_state.__setitem__, 2, _wsgi.STATE_IDLE)
        env = self.server.get_environ()
        default_type = None
        if self.MessageClass is not _HTTPMessage and 'content-type' not in self.headers:
            default_type = self.headers.get_content_type()
        self._head.fill(env, self._addresses, default_type, self.rfile, self.connection, self.wfile, self._set_idle)
        self.conn_state[2] = _wsgi.STATE_REQUEST
        return env

    def finish(self):
        try:
            _BaseHandler.finish(self)
        except socket.error as e:
            # The peer is gone with what was still to be written.
            if support.get_errno(e) not in _wsgi.BROKEN_SOCK:
                raise
        greenio.shutdown_safe(self.connection)
        self.connection.close()

    def handle_expect_100(self):
        # Not before the application reads.
        return True


_log_time = [None, None]

for _cls in (HttpProtocol, FileObjectForHeaders, HeaderLineTooLong, HeadersTooLarge):
    _cls.__module__ = 'eventlet.wsgi'
