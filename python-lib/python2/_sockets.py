"""The file objects that Python 2's sockets gave."""


class SocketFile:
    """What socket.makefile() gives: reads and writes of text that stands for bytes, with no reading ahead lost between them."""

    default_bufsize = 8192

    def __init__(self, sock, mode='r', bufsize=-1):
        self._sock = sock
        self.mode = mode
        self.bufsize = bufsize
        self.softspace = False
        size = self.default_bufsize if bufsize < 0 or bufsize == 1 else bufsize
        letters = mode.replace('b', '')
        reading = 'r' in letters or '+' in letters or not letters
        writing = 'w' in letters or 'a' in letters or '+' in letters
        self._reader = type(sock).makefile(sock, 'rb', max(size, 1) if size else self.default_bufsize) if reading else None
        self._writer = type(sock).makefile(sock, 'wb', size or self.default_bufsize) if writing else None
        self._flushes = bufsize in (0, 1)

    @property
    def closed(self):
        return self._sock is None

    @property
    def name(self):
        return '<socket>'

    def _readable(self):
        if self._reader is None:
            raise IOError('File not open for reading') if self._sock is not None else ValueError('I/O operation on closed file')
        return self._reader

    def _writable(self):
        if self._writer is None:
            raise IOError('File not open for writing') if self._sock is not None else ValueError('I/O operation on closed file')
        return self._writer

    def fileno(self):
        return self._sock.fileno()

    def isatty(self):
        return False

    def read(self, size=-1):
        data = self._readable().read(size if size is not None and size >= 0 else -1)
        return (data or b'').decode('latin-1')

    def readline(self, size=-1):
        return self._readable().readline(size).decode('latin-1')

    def readlines(self, sizehint=0):
        lines = []
        total = 0
        while True:
            line = self.readline()
            if not line:
                return lines
            lines.append(line)
            total += len(line)
            if sizehint and total >= sizehint:
                return lines

    def write(self, data):
        if not isinstance(data, (bytes, bytearray, memoryview)):
            data = str(data).encode('latin-1')
        if data:
            self._writable().write(data)
            if self._flushes:
                self._writer.flush()

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        if self._writer is not None:
            self._writer.flush()

    def close(self):
        try:
            if self._writer is not None:
                self._writer.close()
        finally:
            if self._reader is not None:
                self._reader.close()
            self._sock = self._reader = self._writer = None

    def __iter__(self):
        return self

    def next(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    __next__ = next

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()


SocketFile.__name__ = SocketFile.__qualname__ = '_fileobject'
SocketFile.__module__ = 'socket'
