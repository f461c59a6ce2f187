"""Python 2's files: text of bytes, without translation of line ends unless asked for it."""

import io
import os
import sys

import _python2

__all__ = ['file', 'open']


class file(io.TextIOWrapper):
    """file(name[, mode[, buffering]]) -> file object

    Reading gives text of which each character is a byte, and writing takes such text.
    """

    def __init__(self, name, mode='r', buffering=-1):
        self._setup(name, mode, buffering)

    def _setup(self, name, mode, buffering, closefd=True):
        if not isinstance(mode, str):
            raise TypeError('coercing to Unicode: need string or buffer, %s found' % type(mode).__name__)
        plain = mode.replace('b', '').replace('t', '')
        universal = 'U' in plain
        if universal:
            plain = plain.replace('U', '')
            if plain[:1] in ('w', 'a'):
                raise ValueError("universal newline mode can only be used with modes starting with 'r'")
            plain = 'r' + plain.replace('r', '')
        if plain[:1] not in ('r', 'w', 'a') or not plain:
            raise ValueError("mode string must begin with one of 'r', 'w', 'a' or 'U', not %r" % mode)
        kind = plain[0] + ('+' if '+' in plain else '')
        try:
            raw = io.FileIO(name, kind, closefd=closefd)
        except OSError as e:
            e.__traceback__ = None
            raise _io_error(e)
        if kind[1:] == '+':
            buffer = io.BufferedRandom(raw)
        elif kind == 'r':
            buffer = io.BufferedReader(raw, buffering if buffering > 1 else io.DEFAULT_BUFFER_SIZE)
        elif buffering == 0:
            buffer = raw
        else:
            buffer = io.BufferedWriter(raw, buffering if buffering > 1 else io.DEFAULT_BUFFER_SIZE)
        io.TextIOWrapper.__init__(self, buffer, 'latin-1', 'strict', None if universal else '\n',
                                  buffering == 1, buffering == 0 and kind != 'r')
        self.mode = mode
        self._name = name
        self._iterating = False

    @property
    def name(self):
        return self._name

    @property
    def encoding(self):
        return None

    @property
    def softspace(self):
        return _python2._softspace(self)

    @softspace.setter
    def softspace(self, value):
        _python2._softspace(self, value)

    def next(self):
        return io.TextIOWrapper.__next__(self)

    def xreadlines(self):
        return self

    def write(self, data):
        if not isinstance(data, str):
            data = _text(data)
        io.TextIOWrapper.write(self, data)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def read(self, size=-1):
        return io.TextIOWrapper.read(self, size)

    def readinto(self, target):
        data = self.read(len(target)).encode('latin-1')
        target[:len(data)] = data
        return len(data)

    def tell(self):
        try:
            return io.TextIOWrapper.tell(self)
        except OSError:
            # Iterating reads ahead: as in Python 2, the position is that of what was read.
            return self.buffer.tell()

    def seek(self, offset, whence=0):
        if whence == 1:
            offset, whence = self.tell() + offset, 0
        elif whence == 2 and offset:
            io.TextIOWrapper.seek(self, 0, 2)
            offset, whence = self.tell() + offset, 0
        if offset < 0 and whence == 0:
            raise OSError(22, 'Invalid argument')
        io.TextIOWrapper.seek(self, offset, whence)

    def truncate(self, size=None):
        self.flush()
        self.buffer.truncate(self.tell() if size is None else size)

    def __repr__(self):
        return "<%s file %s, mode %s at 0x%x>" % ('closed' if self.closed else 'open', _python2.repr(self._name)
                                                  if isinstance(self._name, str) and self._name[:1] != '<' else "'%s'" % self._name,
                                                  _python2.repr(self.mode), id(self))


file.__module__ = '__builtin__'


class IOError(OSError):
    pass


_classes = {}


def _io_error(error):
    """The error as Python 2's open raised it: of a class named IOError, but caught as what it is."""
    kind = type(error)
    cls = _classes.get(kind)
    if cls is None:
        cls = _classes[kind] = type('IOError', (kind,), {'__module__': 'exceptions'})
    return cls(error.errno, error.strerror, error.filename)


def _text(data):
    try:
        return bytes(memoryview(data)).decode('latin-1')
    except TypeError:
        raise TypeError('expected a character buffer object') from None


def open(name, mode='r', buffering=-1):
    """open(name[, mode[, buffering]]) -> file object"""
    return file(name, mode, buffering)


def fdopen(fd, mode='r', buffering=-1):
    """fdopen(fd [, mode='r' [, bufsize]]) -> file_object"""
    made = file.__new__(file)
    made._setup(fd, mode, buffering)
    made._name = '<fdopen>'
    return made


def wrap(buffer, mode, name, universal=False):
    """A file of the dialect over a binary stream."""
    made = file.__new__(file)
    io.TextIOWrapper.__init__(made, buffer, 'latin-1', 'strict', None if universal else '\n', False, False)
    made.mode = mode
    made._name = name
    return made


class _StandardStream(file):
    """sys.stdin, sys.stdout or sys.stderr: characters beyond a byte go out as UTF-8."""

    _kind = 1

    @property
    def encoding(self):
        return 'UTF-8' if self._kind == 2 else None

    def write(self, data):
        if not isinstance(data, str):
            data = _text(data)
        io.TextIOWrapper.write(self, _python2._stream_text(data, self._kind))


_StandardStream.__name__ = _StandardStream.__qualname__ = 'file'
_StandardStream.__module__ = '__builtin__'


def standard_stream(stream, name):
    """A standard stream of the dialect in place of Python 3's; one that a host has given stays."""
    if type(stream) is not io.TextIOWrapper:
        return stream
    terminal = stream.isatty()
    direct = stream.write_through
    line = stream.line_buffering if name != 'stderr' else True
    buffer = stream.detach()
    made = _StandardStream.__new__(_StandardStream)
    io.TextIOWrapper.__init__(made, buffer, 'latin-1', 'strict', '\n', line, direct)
    made.mode = 'r' if name == 'stdin' else 'w'
    made._name = '<%s>' % name
    made._kind = 2 if terminal or (os.environ.get('PYTHONIOENCODING') and not sys.flags.ignore_environment) else 1
    _python2._stream(made, made._kind, io.TextIOWrapper.write)
    return made
