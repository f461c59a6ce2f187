"""HTTP/1.x in Python: what GreenletNet/Http does in C#, for hosts without it, and for requests whose parsing a script has taken over.

The interface is that of the native module ``_eventlet_http``.
"""
import time
import urllib.parse

_DIGITS = frozenset('0123456789')
_TOKEN = frozenset("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_MAX_HEADERS = 100
_input = None


def setup(input, chunk_read_error):
    """Name the package's class of request bodies, and its error for malformed chunks."""
    global _input
    _input = input


class RequestHead(object):
    """The head of a request, parsed, or in ``error`` what is wrong: (status, message, explanation, whether to send a page)."""

    def __init__(self, raw_requestline, version):
        self.raw_requestline = raw_requestline
        self.requestline = str(raw_requestline, 'iso-8859-1').rstrip('\r\n')
        self.command = None
        self.path = None
        self.request_version = version
        self.close_connection = True
        self.error = None
        self.headers = ()
        self.chunked = False
        self.content_length = None
        self.ambiguous = False
        self.connection = ''
        self._expects = False
        self._old = True

    def _fail(self, status, message, explanation=None, page=False):
        self.close_connection = True
        self.error = (status, message, explanation, page)
        return False

    def _parse_line(self, protocol_version):
        words = self.requestline.split()
        if not words:
            return self._fail(0, '')
        version = None
        if len(words) >= 3:
            version = words[-1]
            numbers = version[5:].split('.')
            if not version.startswith('HTTP/') or len(numbers) != 2 or not all(
                    n and _DIGITS.issuperset(n) and len(n) <= 10 for n in numbers):
                return self._fail(400, 'Bad request version (%r)' % version, page=True)
            number = int(numbers[0]), int(numbers[1])
            if number >= (2, 0):
                return self._fail(505, 'Invalid HTTP version (%s)' % version[5:], page=True)
            self.request_version = version
            self._old = number < (1, 1)
        if not 2 <= len(words) <= 3 or not _TOKEN.issuperset(words[0]) or '\r' in self.requestline or '\0' in self.requestline:
            return self._fail(400, 'Bad request syntax (%r)' % self.requestline, page=True)
        if version is None and words[0] != 'GET':
            return self._fail(400, 'Bad HTTP/0.9 request type (%r)' % words[0], page=True)
        self.close_connection = self._old or protocol_version < 'HTTP/1.1'
        self.command, path = words[:2]
        if path.startswith('//'):
            # A client that follows a redirect made of it would go to another host.
            path = '/' + path.lstrip('/')
        self.path = path
        return True

    def _parse_headers(self, data, max_line, max_total, protocol_version):
        pairs = []
        start = 0
        while True:
            end = data.find(b'\n', start) + 1
            line = data[start:end or len(data)]
            if len(line) >= max_line:
                return self._fail(400, 'Header Line Too Long')
            if start + len(line) > max_total:
                return self._fail(400, 'Headers Too Large')
            if not end:
                if not data and self.request_version != 'HTTP/1.1':
                    # An old client that sends the request line alone.
                    break
                # A head that was cut off may have lost the length of its body, or half of a name.
                return self._fail(400, 'Bad Request')
            start = end
            line = line[:-1]
            if line.endswith(b'\r'):
                line = line[:-1]
            if not line:
                break
            if len(pairs) >= _MAX_HEADERS:
                return self._fail(431, 'Too many headers', 'got more than 100 headers', True)
            name, colon, value = line.decode('latin-1').partition(':')
            # Folded lines, spaces before the colon and lines without one: all of them have served to smuggle
            # requests past proxies.
            if not colon or not name or not _TOKEN.issuperset(name) or '\r' in value or '\0' in value:
                return self._fail(400, 'Bad Request')
            pairs.append((name, value.strip(' \t')))
        return self.set_headers(pairs, protocol_version)

    def set_headers(self, pairs, protocol_version):
        """Take header fields that were parsed already. False when they contradict themselves."""
        self.headers = tuple(pairs)
        hosts = 0
        unknown = False
        options = []
        for name, value in self.headers:
            name = name.lower()
            if name == 'content-length':
                # int() takes more than digits. Equal lengths count as one: RFC 9110, section 8.6.
                if not value or not _DIGITS.issuperset(value) or int(value) >= 1 << 63:
                    return self._fail(400, 'Bad Request')
                if self.content_length is not None and self.content_length != int(value):
                    return self._fail(400, 'Bad Request')
                self.content_length = int(value)
            elif name == 'transfer-encoding':
                unknown = unknown or self.chunked or value.lower() != 'chunked'
                self.chunked = True
            elif name == 'host':
                hosts += 1
            elif name == 'connection':
                options.extend(option.strip(' \t').lower() for option in value.split(','))
            elif name == 'expect':
                self._expects = value.lower() == '100-continue'
        if hosts > 1:
            return self._fail(400, 'Bad Request')
        if unknown:
            return self._fail(501, 'Not Implemented')
        # RFC 9112, section 6.1: whoever counted bytes on the way may disagree about what follows.
        self.ambiguous = self.chunked and (self.content_length is not None or self._old)
        if 'close' in options:
            self.connection = 'close'
            self.close_connection = True
        elif 'keep-alive' in options:
            self.connection = 'keep-alive'
            if protocol_version >= 'HTTP/1.1':
                self.close_connection = False
        return True

    def fill(self, env, addresses, default_type, rfile, connection, wfile, set_idle):
        """Add everything about the request to an environment."""
        env['REQUEST_METHOD'] = self.command
        env['SCRIPT_NAME'] = ''
        path, question_mark, query = self.path.partition('?')
        env['RAW_PATH_INFO'] = path
        env['PATH_INFO'] = urllib.parse.unquote(path, encoding='latin1') if '%' in path else path
        if question_mark:
            env['QUERY_STRING'] = query
        env['CONTENT_TYPE'] = self._first('content-type', 'text/plain' if default_type is None else default_type)
        length = self._first('content-length', None)
        if length is not None:
            env['CONTENT_LENGTH'] = length
        env['SERVER_PROTOCOL'] = 'HTTP/1.0'
        env['SERVER_NAME'], env['SERVER_PORT'], env['REMOTE_ADDR'], env['REMOTE_PORT'] = addresses
        env['GATEWAY_INTERFACE'] = 'CGI/1.1'
        env['headers_raw'] = self.headers
        for name, value in self.headers:
            name = name.replace('-', '_').upper()
            if name in ('CONTENT_TYPE', 'CONTENT_LENGTH'):
                continue
            key = 'HTTP_' + name
            if key in env:
                env[key] += ',' + value
            else:
                env[key] = value
        # Without chunks and length there is no body, rather than all that comes until the end.
        body = _input(rfile, self.content_length or 0, connection, wfile=wfile if self._expects else None,
                      wfile_line=b'HTTP/1.1 100 Continue\r\n' if self._expects else None, chunked_input=self.chunked)
        env['wsgi.input'] = env['eventlet.input'] = body
        env['eventlet.posthooks'] = []
        env['eventlet.set_idle'] = set_idle

    def _first(self, name, default):
        for key, value in self.headers:
            if key.lower() == name:
                return value
        return default


def parse_head(requestline, lines, default_version, protocol_version, max_line, max_total):
    """Parse a head: the request line, and all lines behind it."""
    head = RequestHead(requestline, default_version)
    if head._parse_line(protocol_version):
        head._parse_headers(lines, max_line, max_total, protocol_version)
    return head


class InputBase(object):
    """The fields of a request body."""

    rfile = None
    _sock = None
    wfile = None
    wfile_line = None
    content_length = None
    headers_sent = None
    position = 0
    chunked_input = False
    # -1: the next thing to read is the size of a chunk.
    chunk_length = -1
    is_hundred_continue_response_sent = False

    def read(self, length=None):
        """Read up to *length* bytes, or everything."""
        return self._read_any(length)

    def readline(self, size=None):
        """Read a line, or as much of it as *size* bytes."""
        return self._readline_any(size)

    def _is_unread(self):
        if self.chunked_input:
            return self.chunk_length != 0
        return self.position < (self.content_length or 0)


def _capitalize_header(name):
    return '-'.join([x.encode('latin1').capitalize().decode('latin1') for x in name.split('-')])


class Response(object):
    """What a request is answered with. True once the head has been written."""

    def __init__(self, protocol, keepalive, connection):
        self._protocol = protocol
        self._keepalive = keepalive
        self._connection = connection
        self._status = None
        self._headers = []
        self._sent = False
        self.chunked = False
        self.status_code = 200
        self.length = 0

    def __bool__(self):
        return self._sent

    @property
    def started(self):
        return self._status is not None

    def start_response(self, status, response_headers, exc_info=None):
        self.status_code = status.split()[0]
        if exc_info:
            try:
                if self._sent:
                    # Too late for another status.
                    raise exc_info[1].with_traceback(exc_info[2])
            finally:
                exc_info = None
        # Many clients of old compare names as they are usually written.
        if self._protocol.capitalize_response_headers:
            response_headers = [(_capitalize_header(key), value) for key, value in response_headers]
        self._headers = list(response_headers)
        self._status = status
        return self.write

    def set_length(self, length):
        if not any(name.lower() == 'content-length' for name, _ in self._headers):
            self._headers.append(('Content-Length', str(length)))

    def write_all(self, result):
        if self._sent or self._status is None or type(result) not in (list, tuple) or not all(
                type(item) is bytes for item in result):
            return False
        body = b''.join(result)
        self.set_length(len(body))
        self.write(body)
        return True

    def write(self, data):
        if self._status is None:
            raise AssertionError('write() before start_response()')
        out = []
        if not self._sent:
            out.append(self._head())
            self._sent = True
        if self.chunked:
            out.append(b'%x\r\n' % len(data) + data + b'\r\n')
        else:
            out.append(data)
        out = b''.join(out)
        wfile = self._protocol.wfile
        wfile.write(out)
        wfile.flush()
        self.length += len(out)

    def _head(self):
        # Not at the top: the module is in the middle of its import then.
        from eventlet.wsgi import format_date_time
        protocol = self._protocol
        lines = [protocol.protocol_version, ' ', self._status, '\r\n']
        names = set()
        said_close = False
        for name, value in self._headers:
            lines.append('%s: %s\r\n' % (name, value))
            names.add(name.lower())
            if name.lower() == 'connection' and str(value).lower() == 'close':
                # What the application announces has to happen.
                said_close = True
        if 'date' not in names:
            lines.append('Date: %s\r\n' % format_date_time(time.time()))
        is_new = protocol.request_version == 'HTTP/1.1'
        asks = self._connection == 'keep-alive'
        close = said_close or protocol.close_connection or not self._keepalive or not (
            asks or (is_new and self._connection != 'close'))
        if 'content-length' not in names:
            if is_new:
                self.chunked = True
                lines.append('Transfer-Encoding: chunked\r\n')
            else:
                # An older client reads until the end.
                close = True
        protocol.close_connection = 1 if close else 0
        if said_close:
            pass
        elif close:
            lines.append('Connection: close\r\n')
        elif asks:
            # To an HTTP/1.1 client that does not ask it goes without saying.
            lines.append('Connection: keep-alive\r\n')
        lines.append('\r\n')
        return ''.join(lines).encode('latin-1')
