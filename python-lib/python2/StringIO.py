"""StringIO and cStringIO of Python 2: files in memory, of text that may stand for bytes."""

import io

__all__ = ['StringIO', 'InputType', 'OutputType']


def _text(data):
    if isinstance(data, str):
        return data
    if isinstance(data, (bytes, bytearray, memoryview)):
        return bytes(data).decode('latin-1')
    return str(data)


class StringIO:
    """StringIO([buffer]): reads from and writes to a text."""

    def __init__(self, buf=''):
        self._file = io.StringIO(_text(buf), newline='')
        self.softspace = 0
        self.closed = False

    def _open(self):
        if self.closed:
            raise ValueError('I/O operation on closed file')
        return self._file

    @property
    def len(self):
        return len(self._file.getvalue())

    @property
    def buf(self):
        return self._file.getvalue()

    @property
    def pos(self):
        return self._file.tell()

    def __iter__(self):
        return self

    def next(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    __next__ = next

    def close(self):
        self.closed = True

    def isatty(self):
        self._open()
        return False

    def seek(self, position, mode=0):
        if mode == 1:
            position += self._open().tell()
        elif mode == 2:
            position += self.len
        self._open().seek(max(0, position))

    def tell(self):
        return self._open().tell()

    def read(self, n=-1):
        return self._open().read(-1 if n is None else n)

    def readline(self, length=None):
        file = self._open()
        line = file.readline()
        # Line ends are \n alone.
        while line[-1:] == '\r':
            more = file.readline()
            if not more:
                break
            line += more
        if length is not None and 0 <= length < len(line):
            file.seek(file.tell() - len(line) + length)
            line = line[:length]
        return line

    def readlines(self, sizehint=0):
        lines = []
        total = 0
        while True:
            line = self.readline()
            if not line:
                return lines
            lines.append(line)
            total += len(line)
            if 0 < sizehint <= total:
                return lines

    def truncate(self, size=None):
        file = self._open()
        if size is None:
            size = file.tell()
        elif size < 0:
            raise IOError(22, 'Negative size not allowed')
        file.truncate(size)
        file.seek(min(file.tell(), size))

    def write(self, s):
        if s:
            file = self._open()
            gap = file.tell() - self.len
            if gap > 0:
                file.seek(0, 2)
                file.write('\0' * gap)
            file.write(_text(s))
        else:
            self._open()

    def writelines(self, iterable):
        for line in iterable:
            self.write(line)

    def flush(self):
        self._open()

    def reset(self):
        self.seek(0)

    def getvalue(self, use_pos=None):
        value = self._file.getvalue()
        return value[:self._file.tell()] if use_pos else value

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()


StringIO.__module__ = 'StringIO'
InputType = OutputType = StringIO
