"""The body of a request."""
import sys

from eventlet.wsgi import _backend

# What a chunk size may take at most, and the trailers: both come before any limit of the application.
MAX_CHUNK_LINE = 4096
MAX_TRAILERS = 65536


class ChunkReadError(ValueError):
    """A chunked body does not follow the rules."""


def ssl_zero_return():
    """What pyOpenSSL raises at the end of a connection, to be caught. Where it is not in use, none of its exceptions can come."""
    module = sys.modules.get('OpenSSL.SSL')
    return module.ZeroReturnError if module is not None else ()


class Input(_backend.InputBase):
    """The body of a request: ``env['wsgi.input']`` and ``env['eventlet.input']``.

    ``read`` and ``readline`` are the base class's; where it cannot serve, they go on in ``_read_any`` and ``_readline_any``.
    """

    # Extra headers of the 100 response.
    hundred_continue_headers = None

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
        self.chunk_length = -1
        self.is_hundred_continue_response_sent = False

        # Shared with the response: true once that began.
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
        """True when a 100 response was sent, so that the body will come."""
        if not self.should_send_hundred_continue:
            return False
        # An application may have sent some of its own before; this is the one that asks for the body.
        self.send_hundred_continue_response()
        self.is_hundred_continue_response_sent = True
        return True

    def _read_any(self, length):
        if self._before_read():
            return self.read(length)
        if length is not None and length < 0:
            length = None
        if self.chunked_input:
            return self._chunked_read(self.rfile, length)
        return self._do_read(self.rfile.read, length)

    def _readline_any(self, size):
        if self._before_read():
            return self.readline(size)
        if size is not None and size < 0:
            size = None
        if self.chunked_input:
            return self._chunked_read(self.rfile, size, True)
        return self._do_read(self.rfile.readline, size)

    def _do_read(self, reader, length=None):
        if self.content_length is not None and (length is None or length > self.content_length - self.position):
            length = self.content_length - self.position
        if not length:
            return b''
        try:
            read = reader(length)
        except ssl_zero_return():
            read = b''
        self.position += len(read)
        return read

    def _next_chunk(self, rfile):
        """Read the size of the next chunk; after the last one, the trailers as well."""
        line = rfile.readline(MAX_CHUNK_LINE + 1)
        if len(line) > MAX_CHUNK_LINE:
            raise ChunkReadError('chunk size line too long')
        digits = line.split(b';', 1)[0]
        # int() would take signs, underscores and the like as well.
        text = digits.rstrip(b'\r\n').rstrip(b' \t')
        if not text or text.strip(b'0123456789abcdefABCDEF') or len(text.lstrip(b'0')) > 15:
            raise ChunkReadError('invalid literal for int() with base 16: %r' % (digits[:64],))
        if not line.endswith(b'\r\n') or b'\r' in line[:-2]:
            raise ChunkReadError('chunk size line too long, or without its line break')
        self.chunk_length = int(text, 16)
        self.position = 0
        if self.chunk_length == 0:
            total = 0
            while True:
                trailer = rfile.readline(MAX_TRAILERS + 1)
                total += len(trailer)
                if total > MAX_TRAILERS:
                    raise ChunkReadError('trailers too long')
                if trailer in (b'\r\n', b'\n', b''):
                    break

    def _chunked_read(self, rfile, length=None, use_readline=False):
        response = []
        try:
            while self.chunk_length != 0 and length != 0:
                if self.chunk_length == -1:
                    self._next_chunk(rfile)
                    continue
                size = self.chunk_length - self.position
                if length is not None and length < size:
                    size = length
                data = rfile.readline(size) if use_readline else rfile.read(size)
                if not data:
                    raise IOError('unexpected end of file while parsing chunked data')
                response.append(data)
                self.position += len(data)
                if length is not None:
                    length -= len(data)
                if self.position == self.chunk_length:
                    # The line break that ends the chunk.
                    if rfile.readline(2) not in (b'\r\n', b''):
                        raise ChunkReadError('chunk does not end where its size says')
                    self.chunk_length = -1
                if use_readline and data[-1:] == b'\n':
                    break
        except ssl_zero_return():
            pass
        return b''.join(response)

    def readlines(self, hint=None):
        """Read lines until the end, or until they have at least *hint* bytes."""
        lines = []
        total = 0
        while True:
            line = self.readline()
            if not line:
                return lines
            lines.append(line)
            total += len(line)
            if hint and 0 < hint <= total:
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


ChunkReadError.__module__ = Input.__module__ = 'eventlet.wsgi'
