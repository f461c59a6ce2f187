"""A WSGI server on greenthreads."""
import errno
import os
import sys
import time
import traceback
import urllib.parse
import warnings

import eventlet
from eventlet import greenio, support
from eventlet.corolocal import local
from eventlet.green import BaseHTTPServer, socket
from http.client import HTTPMessage as _HTTPMessage

__all__ = ['server', 'format_date_time']

DEFAULT_MAX_SIMULTANEOUS_REQUESTS = 1024
DEFAULT_MAX_HTTP_VERSION = 'HTTP/1.1'
MAX_REQUEST_LINE = 8192
MAX_HEADER_LINE = 8192
MAX_TOTAL_HEADER_SIZE = 65536
MAX_HEADERS = 100
MINIMUM_CHUNK_SIZE = 4096
# What a chunk size or a trailer may take at most: both come before any limit of the application.
MAX_CHUNK_LINE = 4096
DEFAULT_LOG_FORMAT = ('%(client_ip)s - - [%(date_time)s] "%(request_line)s"'
                      ' %(status_code)s %(body_length)s %(wall_seconds).6f')
RESPONSE_414 = b'HTTP/1.0 414 Request URI Too Long\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'
is_accepting = True

STATE_IDLE = 'idle'
STATE_REQUEST = 'request'
STATE_CLOSE = 'close'

# The peer is gone; nobody needs to hear of it.
BAD_SOCK = set((errno.EBADF, 10053))
BROKEN_SOCK = set((errno.EPIPE, errno.ECONNRESET))

_weekdayname = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
_monthname = [None, 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

WSGI_LOCAL = local()

try:
    import ssl
    ACCEPT_EXCEPTIONS = (socket.error, ssl.SSLError)
    ACCEPT_ERRNO = set((errno.EPIPE, errno.EBADF, errno.ECONNRESET, ssl.SSL_ERROR_EOF, ssl.SSL_ERROR_SSL))
except ImportError:
    ssl = None
    ACCEPT_EXCEPTIONS = (socket.error,)
    ACCEPT_ERRNO = set((errno.EPIPE, errno.EBADF, errno.ECONNRESET))


class _AlreadyHandled(object):
    """What an application returns that has answered on the socket itself."""

    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration()

    next = __next__


ALREADY_HANDLED = _AlreadyHandled()

_date_cache = (None, None)


def format_date_time(timestamp):
    """Format a time for an HTTP header."""
    global _date_cache
    second = int(timestamp)
    cached_second, text = _date_cache
    if cached_second != second:
        year, month, day, hh, mm, ss, wd, _y, _z = time.gmtime(timestamp)
        text = '%s, %02d %3s %4d %02d:%02d:%02d GMT' % (_weekdayname[wd], day, _monthname[month], year, hh, mm, ss)
        _date_cache = second, text
    return text


def addr_to_host_port(addr):
    """Return host and port of a socket address; a Unix socket has neither."""
    host = 'unix'
    port = ''
    if isinstance(addr, tuple):
        host = addr[0]
        port = addr[1]
    return (host, port)


def new(cls):
    return cls.__new__(cls)


class ChunkReadError(ValueError):
    """A chunked body does not follow the rules."""


class HeaderLineTooLong(Exception):
    pass


class HeadersTooLarge(Exception):
    pass


class _BadHeader(Exception):
    pass


class Input(object):
    """The body of a request."""

    def __init__(self, rfile, content_length, sock, wfile=None, wfile_line=None, chunked_input=False):
        self.rfile = rfile
        self._sock = sock
        if content_length is not None:
            content_length = int(content_length)
        self.content_length = content_length

        # Set when the client waits for "100 Continue".
        self.wfile = wfile
        self.wfile_line = wfile_line

        self.position = 0
        self.chunked_input = chunked_input
        # -1: the next thing to read is the size of a chunk.
        self.chunk_length = -1

        # Extra headers of the 100 response.
        self.hundred_continue_headers = None
        self.is_hundred_continue_response_sent = False

        # Shared with the response: not empty once that began.
        self.headers_sent = None

    def send_hundred_continue_response(self):
        """Tell the client to go on and send the body."""
        if self.headers_sent:
            # A final response is under way, after which a 100 would be taken for another response.
            return
        towrite = [self.wfile_line]
        if self.hundred_continue_headers is not None:
            for header in self.hundred_continue_headers:
                towrite.append(('%s: %s\r\n' % header).encode('latin-1'))
        towrite.append(b'\r\n')
        self.wfile.writelines(towrite)
        self.wfile.flush()

    @property
    def should_send_hundred_continue(self):
        return self.wfile is not None and not self.is_hundred_continue_response_sent

    def _before_read(self):
        if self.wfile is not None and not self.is_hundred_continue_response_sent:
            # An application may have sent some of its own before; this is the one that asks for the body.
            self.send_hundred_continue_response()
            self.is_hundred_continue_response_sent = True

    def _do_read(self, reader, length=None):
        self._before_read()
        if length is None or length > self.content_length - self.position:
            length = self.content_length - self.position
        if not length:
            return b''
        try:
            read = reader(length)
        except greenio_ssl_zero_return():
            read = b''
        self.position += len(read)
        return read

    def _next_chunk(self, rfile):
        """Read the size of the next chunk; after the last one, the trailers as well."""
        line = rfile.readline(MAX_CHUNK_LINE + 1)
        if len(line) > MAX_CHUNK_LINE:
            raise ChunkReadError('chunk size line too long')
        try:
            digits = line.split(b';', 1)[0]
            # int() would take signs, underscores and the like as well.
            text = digits.strip(b' \t\r\n')
            if text.strip(b'0123456789abcdefABCDEF'):
                raise ValueError('invalid literal for int() with base 16: %r' % (digits,))
            self.chunk_length = int(digits, 16)
        except ValueError as err:
            raise ChunkReadError(err)
        self.position = 0
        if self.chunk_length == 0:
            total = 0
            while True:
                trailer = rfile.readline(MAX_HEADER_LINE + 1)
                total += len(trailer)
                if total > MAX_TOTAL_HEADER_SIZE or len(trailer) > MAX_HEADER_LINE:
                    raise ChunkReadError('trailers too long')
                if trailer in (b'\r\n', b'\n', b''):
                    break

    def _chunked_read(self, rfile, length=None, use_readline=False):
        self._before_read()
        response = []
        if length is None:
            if use_readline:
                reader = rfile.readline
            else:
                reader = rfile.read
            if self.chunk_length == -1:
                self._next_chunk(rfile)
            while self.chunk_length != 0:
                data = reader(self.chunk_length - self.position)
                if not data:
                    raise IOError('unexpected end of file while parsing chunked data')
                response.append(data)
                self.position += len(data)
                self._end_chunk(rfile)
                if use_readline and data[-1:] == b'\n':
                    break
        else:
            if self.chunk_length == -1:
                self._next_chunk(rfile)
            while length > 0 and self.chunk_length != 0:
                maxreadlen = min(self.chunk_length - self.position, length)
                data = rfile.readline(maxreadlen) if use_readline else rfile.read(maxreadlen)
                if not data:
                    raise IOError('unexpected end of file while parsing chunked data')
                response.append(data)
                self.position += len(data)
                length -= len(data)
                self._end_chunk(rfile)
                if use_readline and data[-1:] == b'\n':
                    break
        return b''.join(response)

    def _end_chunk(self, rfile):
        if self.position == self.chunk_length:
            # The line break that ends the chunk.
            ending = rfile.readline(3)
            if ending not in (b'\r\n', b'\n', b''):
                raise ChunkReadError('chunk does not end where its size says')
            self.chunk_length = -1
            self._next_chunk(rfile)

    def read(self, length=None):
        """Read up to *length* bytes, or everything."""
        if self.chunked_input:
            if length is not None and length < 0:
                length = None
            return self._chunked_read(self.rfile, length)
        if length is not None and length < 0:
            length = None
        return self._do_read(self.rfile.read, length)

    def readline(self, size=None):
        """Read a line, or as much of it as *size* bytes."""
        if size is not None and size < 0:
            size = None
        if self.chunked_input:
            return self._chunked_read(self.rfile, size, True)
        return self._do_read(self.rfile.readline, size)

    def readlines(self, hint=None):
        """Read lines until the end, or until they have more than *hint* bytes."""
        lines = []
        total = 0
        while True:
            line = self.readline()
            if not line:
                return lines
            lines.append(line)
            total += len(line)
            if hint and total >= hint:
                return lines

    def __iter__(self):
        return iter(self.read, b'')

    def get_socket(self):
        """Return the connection, for an application that talks another protocol on it."""
        return self._sock

    def set_hundred_continue_response_headers(self, headers, capitalize_response_headers=True):
        """Set headers for the "100 Continue" response."""
        if capitalize_response_headers:
            headers = [('-'.join([x.capitalize() for x in key.split('-')]), value) for key, value in headers]
        self.hundred_continue_headers = headers

    def discard(self, buffer_size=16 << 10):
        """Read what is left and throw it away."""
        while self.read(buffer_size):
            pass


def greenio_ssl_zero_return():
    # pyOpenSSL is not loaded for its exception: where it is not in use, none of its exceptions can come.
    module = sys.modules.get('OpenSSL.SSL')
    return module.ZeroReturnError if module is not None else ()


class FileObjectForHeaders(object):
    """Limits what is read while headers are."""

    def __init__(self, fp):
        self.fp = fp
        self.total_header_size = 0

    def readline(self, size=-1):
        sz = size
        if size < 0:
            sz = MAX_HEADER_LINE
        rv = self.fp.readline(sz)
        if len(rv) >= MAX_HEADER_LINE:
            raise HeaderLineTooLong()
        self.total_header_size += len(rv)
        if self.total_header_size > MAX_TOTAL_HEADER_SIZE:
            raise HeadersTooLarge()
        return rv


class LoggerNull(object):
    """A log that says nothing."""

    def __init__(self):
        pass

    def error(self, msg, *args, **kwargs):
        pass

    def info(self, msg, *args, **kwargs):
        pass

    def debug(self, msg, *args, **kwargs):
        pass

    def write(self, msg, *args):
        pass


class LoggerFileWrapper(LoggerNull):
    """A log on something with ``write``."""

    def __init__(self, log, debug):
        self.log = log
        self._debug = debug

    def error(self, msg, *args, **kwargs):
        self.write(msg, *args)

    def info(self, msg, *args, **kwargs):
        self.write(msg, *args)

    def debug(self, msg, *args, **kwargs):
        if self._debug:
            self.write(msg, *args)

    def write(self, msg, *args):
        msg = msg + '\n'
        if args:
            msg = msg % args
        self.log.write(msg)


def get_logger(log, debug):
    if callable(getattr(log, 'info', None)) and callable(getattr(log, 'debug', None)):
        return log
    return LoggerFileWrapper(log or sys.stderr, debug)


_capitalized = {}


def _capitalize_header(name):
    result = _capitalized.get(name)
    if result is None:
        result = '-'.join([part.capitalize() for part in name.split('-')])
        if len(_capitalized) < 1000:
            _capitalized[name] = result
    return result


_TOKEN_CHARS = frozenset("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_env_names = {}


def _env_name(name):
    result = _env_names.get(name)
    if result is None:
        result = name.replace('-', '_').upper()
        if len(_env_names) < 1000:
            _env_names[name] = result
    return result


class HttpProtocol(BaseHTTPServer.BaseHTTPRequestHandler):
    """One connection: reads requests, calls the application, writes responses."""

    protocol_version = 'HTTP/1.1'
    minimum_chunk_size = MINIMUM_CHUNK_SIZE
    capitalize_response_headers = True

    # A response of usual size goes out in one write.
    wbufsize = 16 << 10

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

    def handle(self):
        self.close_connection = True
        while True:
            self.handle_one_request()
            if self.conn_state[2] is STATE_CLOSE:
                self.close_connection = 1
            else:
                self.conn_state[2] = STATE_IDLE
            if self.close_connection:
                break

    def _read_request_line(self):
        if self.rfile.closed:
            self.close_connection = 1
            return ''
        try:
            return self.rfile.readline(self.server.url_length_limit)
        except greenio_ssl_zero_return():
            pass
        except socket.error as e:
            last_errno = support.get_errno(e)
            if last_errno in BROKEN_SOCK:
                self.close_connection = 1
            elif last_errno not in BAD_SOCK:
                raise
        return ''

    def _refuse(self, reason):
        self.wfile.write(('HTTP/1.0 400 %s\r\nConnection: close\r\nContent-length: 0\r\n\r\n' % reason).encode('latin-1'))
        self.close_connection = 1

    def handle_one_request(self):
        if self.server.max_http_version:
            self.protocol_version = self.server.max_http_version

        self.raw_requestline = self._read_request_line()
        if not self.raw_requestline:
            self.close_connection = 1
            return
        if len(self.raw_requestline) >= self.server.url_length_limit:
            self.wfile.write(RESPONSE_414)
            self.close_connection = 1
            return

        orig_rfile = self.rfile
        try:
            self.rfile = FileObjectForHeaders(self.rfile)
            if not self.parse_request():
                return
        except HeaderLineTooLong:
            self._refuse('Header Line Too Long')
            return
        except HeadersTooLarge:
            self._refuse('Headers Too Large')
            return
        except _BadHeader:
            self._refuse('Bad Request')
            return
        finally:
            self.rfile = orig_rfile

        lengths = self.headers.get_all('content-length')
        if lengths:
            # What int() takes beyond digits, or two lengths, would make us see another end than a proxy does.
            content_length = lengths[0].strip()
            if not content_length.isdigit() or not content_length.isascii() or any(
                    other.strip() != content_length for other in lengths):
                self._refuse('Bad Request')
                return
        codings = self.headers.get_all('transfer-encoding')
        if codings and (len(codings) > 1 or codings[0].lower() not in ('chunked', 'identity')):
            # A coding that we do not undo leaves no way to tell where the body ends.
            self._refuse('Bad Request')
            return

        self.environ = self.get_environ()
        self.application = self.server.app
        if codings and lengths:
            # The coding counts; whoever counted bytes on the way may disagree about what follows.
            self._ambiguous_length = True
        else:
            self._ambiguous_length = False
        try:
            self.server.outstanding_requests += 1
            try:
                self.handle_one_response()
            except socket.error as e:
                if support.get_errno(e) not in BROKEN_SOCK:
                    raise
                self.close_connection = 1
        finally:
            self.server.outstanding_requests -= 1

    def parse_request(self):
        """Parse the request line and read the headers. False when the request was answered with an error."""
        self.command = None
        self.request_version = version = self.default_request_version
        self.close_connection = True
        requestline = str(self.raw_requestline, 'iso-8859-1').rstrip('\r\n')
        self.requestline = requestline
        words = requestline.split()
        if not words:
            return False

        if len(words) >= 3:
            version = words[-1]
            try:
                if not version.startswith('HTTP/'):
                    raise ValueError
                numbers = version[5:].split('.')
                if len(numbers) != 2 or not all(n.isdigit() and len(n) <= 10 for n in numbers):
                    raise ValueError
                version_number = int(numbers[0]), int(numbers[1])
            except (ValueError, IndexError):
                self.send_error(400, 'Bad request version (%r)' % version)
                return False
            if version_number >= (1, 1) and self.protocol_version >= 'HTTP/1.1':
                self.close_connection = False
            if version_number >= (2, 0):
                self.send_error(505, 'Invalid HTTP version (%s)' % version[5:])
                return False
            self.request_version = version

        if not 2 <= len(words) <= 3:
            self.send_error(400, 'Bad request syntax (%r)' % requestline)
            return False
        command, path = words[:2]
        if len(words) == 2:
            self.close_connection = True
            if command != 'GET':
                self.send_error(400, 'Bad HTTP/0.9 request type (%r)' % command)
                return False
        self.command, self.path = command, path
        if self.path.startswith('//'):
            # Or a client that follows a redirect made of it would go to another host.
            self.path = '/' + self.path.lstrip('/')

        headers = _HTTPMessage()
        add = headers.set_raw
        readline = self.rfile.readline
        count = 0
        while True:
            line = readline()
            if line in (b'\r\n', b'\n', b''):
                break
            count += 1
            if count > MAX_HEADERS:
                self.send_error(431, 'Too many headers', 'got more than 100 headers')
                return False
            line = line.decode('latin-1').rstrip('\r\n')
            name, colon, value = line.partition(':')
            # Folded lines, spaces before the colon and lines without one: all of them have served to smuggle
            # requests past proxies.
            if not colon or not name or not _TOKEN_CHARS.issuperset(name) or '\r' in value or '\0' in value:
                raise _BadHeader()
            add(name, value.strip(' \t'))
        self.headers = headers

        connection = headers.get('Connection', '').lower()
        if connection == 'close':
            self.close_connection = True
        elif connection == 'keep-alive' and self.protocol_version >= 'HTTP/1.1':
            self.close_connection = False
        return True

    def handle_one_response(self):
        start = time.time()
        headers_set = []
        headers_sent = []
        # The application may replace it in its environment.
        request_input = self.environ['eventlet.input']
        request_input.headers_sent = headers_sent

        wfile = self.wfile
        result = None
        use_chunked = [False]
        length = [0]
        status_code = [200]

        def write(data):
            towrite = []
            if not headers_set:
                raise AssertionError('write() before start_response()')
            elif not headers_sent:
                status, response_headers = headers_set
                headers_sent.append(1)
                header_list = [header[0].lower() for header in response_headers]
                lines = [self.protocol_version, ' ', status, '\r\n']
                for header in response_headers:
                    lines.append('%s: %s\r\n' % header)
                if 'date' not in header_list:
                    lines.append('Date: %s\r\n' % format_date_time(time.time()))

                client_conn = self.headers.get('Connection', '').lower()
                send_keep_alive = False
                said_close = 'connection' in header_list and any(
                    header[0].lower() == 'connection' and str(header[1]).lower() == 'close'
                    for header in response_headers)
                if said_close:
                    # What the application announces has to happen.
                    self.close_connection = 1
                if not self.close_connection and self.server.keepalive and not self._ambiguous_length and (
                        client_conn == 'keep-alive' or (
                            self.request_version == 'HTTP/1.1' and client_conn != 'close')):
                    # To an HTTP/1.1 client it goes without saying.
                    send_keep_alive = (client_conn == 'keep-alive')
                    self.close_connection = 0
                else:
                    self.close_connection = 1

                if 'content-length' not in header_list:
                    if self.request_version == 'HTTP/1.1':
                        use_chunked[0] = True
                        lines.append('Transfer-Encoding: chunked\r\n')
                    else:
                        # An older client reads until the end.
                        self.close_connection = 1

                if said_close:
                    pass
                elif self.close_connection:
                    lines.append('Connection: close\r\n')
                elif send_keep_alive:
                    lines.append('Connection: keep-alive\r\n')
                lines.append('\r\n')
                towrite.append(''.join(lines).encode('latin-1'))

            if use_chunked[0]:
                towrite.append(b'%x' % len(data) + b'\r\n' + data + b'\r\n')
            else:
                towrite.append(data)
            out = b''.join(towrite)
            wfile.write(out)
            wfile.flush()
            length[0] += len(out)

        def start_response(status, response_headers, exc_info=None):
            status_code[0] = status.split()[0]
            if exc_info:
                try:
                    if headers_sent:
                        # Too late for another status.
                        raise exc_info[1].with_traceback(exc_info[2])
                finally:
                    exc_info = None
            # Many clients of old compare names as they are usually written.
            if self.capitalize_response_headers:
                response_headers = [(_capitalize_header(key), value) for key, value in response_headers]
            else:
                response_headers = list(response_headers)
            headers_set[:] = [status, response_headers]
            return write

        try:
            try:
                WSGI_LOCAL.already_handled = False
                result = self.application(self.environ, start_response)

                if headers_set and not headers_sent and hasattr(result, '__len__'):
                    if not any(header[0].lower() == 'content-length' for header in headers_set[1]):
                        headers_set[1].append(('Content-Length', str(sum(map(len, result)))))

                if request_input.should_send_hundred_continue:
                    # The client waits with a body that nobody will read.
                    self.close_connection = 1

                towrite = []
                towrite_size = 0
                just_written_size = 0
                minimum_write_chunk_size = int(self.environ.get(
                    'eventlet.minimum_write_chunk_size', self.minimum_chunk_size))
                for data in result:
                    if len(data) == 0:
                        continue
                    if isinstance(data, str):
                        # In a program of Python 2 text is bytes.
                        data = data.encode('latin-1' if '__builtin__' in sys.modules else 'ascii')
                    towrite.append(data)
                    towrite_size += len(data)
                    if towrite_size >= minimum_write_chunk_size:
                        write(b''.join(towrite))
                        towrite = []
                        just_written_size = towrite_size
                        towrite_size = 0
                if result is ALREADY_HANDLED or WSGI_LOCAL.already_handled:
                    self.close_connection = 1
                    return
                if towrite:
                    just_written_size = towrite_size
                    write(b''.join(towrite))
                if not headers_sent or (use_chunked[0] and just_written_size):
                    write(b'')
            except (Exception, eventlet.Timeout):
                self.close_connection = 1
                tb = traceback.format_exc()
                self.server.log.info(tb)
                if not headers_sent:
                    err_body = tb.encode('utf-8', 'replace') if self.server.debug else b''
                    start_response('500 Internal Server Error',
                                   [('Content-type', 'text/plain'), ('Content-length', len(err_body))])
                    write(err_body)
        finally:
            if hasattr(result, 'close'):
                result.close()
            if request_input.should_send_hundred_continue:
                self.close_connection = 1
            if (request_input.chunked_input or
                    request_input.position < (request_input.content_length or 0)):
                # The next request begins where this body ends.
                if not self.close_connection:
                    try:
                        request_input.discard()
                    except ChunkReadError as e:
                        self.close_connection = 1
                        self.server.log.error(
                            'chunked encoding error while discarding request body. client={0} request="{1}" error="{2}"'
                            .format(self.get_client_address()[0], self.requestline, e))
                    except IOError as e:
                        self.close_connection = 1
                        self.server.log.error(
                            'I/O error while discarding request body. client={0} request="{1}" error="{2}"'
                            .format(self.get_client_address()[0], self.requestline, e))
            finish = time.time()

            for hook, args, kwargs in self.environ['eventlet.posthooks']:
                hook(self.environ, *args, **kwargs)

            if self.server.log_output:
                client_host, client_port = self.get_client_address()
                self.server.log.info(self.server.log_format % {
                    'client_ip': client_host,
                    'client_port': client_port,
                    'date_time': self.log_date_time_string(),
                    'request_line': self.requestline,
                    'status_code': status_code[0],
                    'body_length': length[0],
                    'wall_seconds': finish - start,
                })

    def get_client_address(self):
        """Return host and port of the client, after what proxies say of it."""
        host, port = addr_to_host_port(self.client_address)
        if self.server.log_x_forwarded_for:
            forward = self.headers.get('X-Forwarded-For', '').replace(' ', '')
            if forward:
                host = forward + ',' + host
        return (host, port)

    def get_environ(self):
        """Return the WSGI environment of the request."""
        env = self.server.get_environ()
        env['REQUEST_METHOD'] = self.command
        env['SCRIPT_NAME'] = ''

        path, question_mark, query = self.path.partition('?')
        env['RAW_PATH_INFO'] = path
        env['PATH_INFO'] = urllib.parse.unquote(path, encoding='latin1') if '%' in path else path
        if question_mark:
            env['QUERY_STRING'] = query

        headers = self.headers
        ct = headers.get('content-type')
        if ct is None:
            ct = 'text/plain'
        env['CONTENT_TYPE'] = ct

        length = headers.get('content-length')
        if length:
            env['CONTENT_LENGTH'] = length
        env['SERVER_PROTOCOL'] = 'HTTP/1.0'

        sockname = self.request.getsockname()
        server_addr = addr_to_host_port(sockname)
        env['SERVER_NAME'] = server_addr[0]
        env['SERVER_PORT'] = str(server_addr[1])
        client_addr = addr_to_host_port(self.client_address)
        env['REMOTE_ADDR'] = client_addr[0]
        env['REMOTE_PORT'] = str(client_addr[1])
        env['GATEWAY_INTERFACE'] = 'CGI/1.1'

        env['headers_raw'] = headers_raw = tuple(headers._headers)
        for k, v in headers_raw:
            k = _env_name(k)
            if k in ('CONTENT_TYPE', 'CONTENT_LENGTH'):
                continue
            envk = 'HTTP_' + k
            if envk in env:
                env[envk] += ',' + v
            else:
                env[envk] = v

        if env.get('HTTP_EXPECT', '').lower() == '100-continue':
            wfile = self.wfile
            wfile_line = b'HTTP/1.1 100 Continue\r\n'
        else:
            wfile = None
            wfile_line = None
        chunked = env.get('HTTP_TRANSFER_ENCODING', '').lower() == 'chunked'
        if not chunked and length is None:
            # No body then, rather than all that comes until the end.
            length = '0'
        env['wsgi.input'] = env['eventlet.input'] = Input(
            self.rfile, length, self.connection, wfile=wfile, wfile_line=wfile_line, chunked_input=chunked)
        env['eventlet.posthooks'] = []

        # Lets a long poll be closed by a server that stops, as if it were between requests.
        def set_idle():
            self.conn_state[2] = STATE_IDLE
        env['eventlet.set_idle'] = set_idle
        self.conn_state[2] = STATE_REQUEST
        return env

    def finish(self):
        try:
            BaseHTTPServer.BaseHTTPRequestHandler.finish(self)
        except socket.error as e:
            # The peer is gone with what was still to be written.
            if support.get_errno(e) not in BROKEN_SOCK:
                raise
        greenio.shutdown_safe(self.connection)
        self.connection.close()

    def handle_expect_100(self):
        # Not before the application reads.
        return True


class Server(BaseHTTPServer.HTTPServer):
    """What the connections of one ``server`` call share."""

    def __init__(self, socket, address, app, log=None, environ=None, max_http_version=None, protocol=HttpProtocol,
                 minimum_chunk_size=None, log_x_forwarded_for=True, keepalive=True, log_output=True,
                 log_format=DEFAULT_LOG_FORMAT, url_length_limit=MAX_REQUEST_LINE, debug=True, socket_timeout=None,
                 capitalize_response_headers=True):
        self.outstanding_requests = 0
        self.socket = socket
        self.address = address
        self.app = app
        self.log = LoggerNull()
        self.environ = environ
        self.max_http_version = max_http_version
        self.protocol = protocol
        self.pid = os.getpid()
        self.minimum_chunk_size = minimum_chunk_size
        self.log_x_forwarded_for = log_x_forwarded_for
        self.log_output = log_output
        self.log_format = log_format
        self.url_length_limit = url_length_limit
        self.debug = debug
        self.socket_timeout = socket_timeout
        self.capitalize_response_headers = capitalize_response_headers
        self.keepalive = keepalive
        if self.log_output:
            self.log = get_logger(log, debug)

    def get_environ(self):
        d = {
            'wsgi.errors': sys.stderr,
            'wsgi.version': (1, 0),
            'wsgi.multithread': True,
            'wsgi.multiprocess': False,
            'wsgi.run_once': False,
            'wsgi.url_scheme': 'http',
        }
        # A TLS socket shakes hands.
        if hasattr(self.socket, 'do_handshake'):
            d['wsgi.url_scheme'] = 'https'
            d['HTTPS'] = 'on'
        if self.environ is not None:
            d.update(self.environ)
        return d

    def process_request(self, conn_state):
        """Serve one connection until it ends."""
        try:
            # The protocol class is set up before its constructor runs, because that does not return until the end.
            proto = new(self.protocol)
            if self.minimum_chunk_size is not None:
                proto.minimum_chunk_size = self.minimum_chunk_size
            proto.capitalize_response_headers = self.capitalize_response_headers
            try:
                if self._handshake_pending:
                    conn_state[1].do_handshake()
                proto.__init__(conn_state, self)
            except socket.timeout:
                # A client that was silent for too long.
                conn_state[1].close()
                self.log.debug('({0}) timed out {1!r}'.format(self.pid, conn_state[0]))
            except ACCEPT_EXCEPTIONS as e:
                if not self._handshake_pending or hasattr(proto, 'connection'):
                    raise
                # It never became a connection.
                conn_state[1].close()
                if support.get_errno(e) not in ACCEPT_ERRNO:
                    raise
        finally:
            proto = None

    # Set when the listener accepts without shaking hands, so that a slow client holds up nobody else.
    _handshake_pending = False

    def log_message(self, message):
        raise AttributeError('{0} is deprecated, use {1}'.format('wsgi.Server.log_message', 'server.log.info'))


def socket_repr(sock):
    """Name a listening socket for the log."""
    scheme = 'http'
    if hasattr(sock, 'do_handshake'):
        scheme = 'https'
    name = sock.getsockname()
    if sock.family == socket.AF_INET:
        hier_part = '//{0}:{1}'.format(*name)
    elif sock.family == socket.AF_INET6:
        hier_part = '//[{0}]:{1}'.format(*name[:2])
    elif sock.family == socket.AF_UNIX:
        hier_part = name
    else:
        hier_part = repr(name)
    return scheme + ':' + hier_part


def server(sock, site, log=None, environ=None, max_size=None, max_http_version=DEFAULT_MAX_HTTP_VERSION,
           protocol=HttpProtocol, server_event=None, minimum_chunk_size=None, log_x_forwarded_for=True,
           custom_pool=None, keepalive=True, log_output=True, log_format=DEFAULT_LOG_FORMAT,
           url_length_limit=MAX_REQUEST_LINE, debug=True, socket_timeout=None, capitalize_response_headers=True):
    """Serve the WSGI application *site* on the listening socket *sock*. Returns when the socket is closed.

    :param log: where requests and errors are logged: a file, or a logger; standard error by default
    :param environ: added to the environment of every request
    :param max_size: how many connections are served at once
    :param max_http_version: 'HTTP/1.0' keeps from the newer version
    :param protocol: the class that handles a connection
    :param server_event: an Event that is sent the Server object
    :param minimum_chunk_size: parts of a body are collected until they have this size
    :param log_x_forwarded_for: log what X-Forwarded-For says before the address
    :param custom_pool: a GreenPool to run in, or something like it
    :param keepalive: False closes every connection after one response
    :param log_output: False logs nothing
    :param log_format: a %-format with client_ip, client_port, date_time, request_line, status_code, body_length and
        wall_seconds
    :param url_length_limit: a longer request line is answered with 414
    :param debug: False leaves the traceback out of error pages, and some lines out of the log
    :param socket_timeout: how long one read or write may take
    :param capitalize_response_headers: write Header-Names as usual
    """
    serv = Server(
        sock, sock.getsockname(), site, log, environ=environ, max_http_version=max_http_version, protocol=protocol,
        minimum_chunk_size=minimum_chunk_size, log_x_forwarded_for=log_x_forwarded_for, keepalive=keepalive,
        log_output=log_output, log_format=log_format, url_length_limit=url_length_limit, debug=debug,
        socket_timeout=socket_timeout, capitalize_response_headers=capitalize_response_headers)
    if server_event is not None:
        warnings.warn(
            'eventlet.wsgi.Server() server_event kwarg is deprecated and will be removed soon',
            DeprecationWarning, stacklevel=2)
        server_event.send(serv)
    if max_size is None:
        max_size = DEFAULT_MAX_SIMULTANEOUS_REQUESTS
    if custom_pool is not None:
        pool = custom_pool
    else:
        pool = eventlet.GreenPool(max_size)

    if not (hasattr(pool, 'spawn') and hasattr(pool, 'waitall')):
        raise AttributeError('''\
eventlet.wsgi.Server pool must provide methods: `spawn`, `waitall`.
If unsure, use eventlet.GreenPool.''')

    # Connections by address: [address, socket, state].
    connections = {}

    def _clean_connection(_, key, conn):
        connections.pop(key, None)
        conn[2] = STATE_CLOSE
        greenio.shutdown_safe(conn[1])
        conn[1].close()

    if getattr(sock, 'do_handshake_on_connect', False) and type(sock).__name__ == 'GreenSSLSocket':
        sock.do_handshake_on_connect = False
        serv._handshake_pending = True

    try:
        serv.log.info('({0}) wsgi starting up on {1}'.format(serv.pid, socket_repr(sock)))
        while is_accepting:
            try:
                client_socket, client_addr = sock.accept()
                client_socket.settimeout(serv.socket_timeout)
                serv.log.debug('({0}) accepted {1!r}'.format(serv.pid, client_addr))
                # The clients of a Unix socket have no address to tell them apart.
                key = client_addr or id(client_socket)
                connections[key] = connection = [client_addr, client_socket, STATE_IDLE]
                pool.spawn(serv.process_request, connection).link(_clean_connection, key, connection)
            except ACCEPT_EXCEPTIONS as e:
                if support.get_errno(e) not in ACCEPT_ERRNO:
                    raise
            except (KeyboardInterrupt, SystemExit):
                serv.log.info('wsgi exiting')
                break
    finally:
        for cs in list(connections.values()):
            prev_state = cs[2]
            cs[2] = STATE_CLOSE
            if prev_state == STATE_IDLE:
                greenio.shutdown_safe(cs[1])
        pool.waitall()
        serv.log.info('({0}) wsgi exited, is_accepting={1}'.format(serv.pid, is_accepting))
        try:
            # Those who forked after listening share the socket, but not this object.
            sock.close()
        except socket.error as e:
            if support.get_errno(e) not in BROKEN_SOCK:
                traceback.print_exc()
