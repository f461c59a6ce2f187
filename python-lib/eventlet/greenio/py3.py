"""GreenPipe: file objects on descriptors that can be polled."""
import errno
import io as _io_module
import os as _original_os
import socket as _original_socket

from eventlet.greenio.base import SOCKET_BLOCKING, _operation_on_closed_file, set_nonblocking
from eventlet.hubs import IOClosed, notify_close, notify_opened, trampoline
from eventlet.support import get_errno

__all__ = ['_fileobject', 'GreenPipe']

_fileobject = _original_socket.SocketIO

_OriginalBufferedRandom = _io_module.BufferedRandom
_OriginalBufferedReader = _io_module.BufferedReader
_OriginalBufferedWriter = _io_module.BufferedWriter
_OriginalTextIOWrapper = _io_module.TextIOWrapper
_OriginalIOBase = _io_module.RawIOBase
DEFAULT_BUFFER_SIZE = _io_module.DEFAULT_BUFFER_SIZE

# Bound now: monkey_patch replaces the first two in the module.
_os_read = _original_os.read
_os_write = _original_os.write
_os_close = _original_os.close


class GreenFileIO(_OriginalIOBase):
    """The raw layer of a GreenPipe."""

    def __init__(self, name, mode='r', closefd=True, opener=None):
        if isinstance(name, int):
            fileno = name
            self._name = '<fd:%d>' % fileno
        else:
            assert isinstance(name, str)
            with open(name, mode) as fd:
                self._name = fd.name
                fileno = _original_os.dup(fd.fileno())

        notify_opened(fileno)
        self._fileno = fileno
        self._mode = mode
        self._closed = False
        self._closefd = closefd
        set_nonblocking(self)
        self._seekable = None

    @property
    def name(self):
        return self._name

    @property
    def mode(self):
        return self._mode

    @property
    def closed(self):
        return self._closed

    def seekable(self):
        if self._seekable is None:
            try:
                _original_os.lseek(self._fileno, 0, _original_os.SEEK_CUR)
            except IOError as e:
                if get_errno(e) == errno.ESPIPE:
                    self._seekable = False
                else:
                    raise
            else:
                self._seekable = True
        return self._seekable

    def readable(self):
        return 'r' in self._mode or '+' in self._mode

    def writable(self):
        return 'w' in self._mode or '+' in self._mode or 'a' in self._mode

    def fileno(self):
        return self._fileno

    def read(self, size=-1):
        if size is None or size == -1:
            return self.readall()
        while True:
            try:
                return _os_read(self._fileno, size)
            except (IOError, OSError) as e:
                if get_errno(e) not in SOCKET_BLOCKING:
                    raise IOError(*e.args)
            self._trampoline(self, read=True)

    def readall(self):
        buf = []
        while True:
            try:
                chunk = _os_read(self._fileno, DEFAULT_BUFFER_SIZE)
                if chunk == b'':
                    return b''.join(buf)
                buf.append(chunk)
            except (IOError, OSError) as e:
                if get_errno(e) not in SOCKET_BLOCKING:
                    raise IOError(*e.args)
                self._trampoline(self, read=True)

    def readinto(self, b):
        data = self.read(len(b))
        n = len(data)
        b[:n] = data
        return n

    def isatty(self):
        try:
            return _original_os.isatty(self.fileno())
        except OSError as e:
            raise IOError(*e.args)

    def _isatty_open_only(self):
        return self.isatty()

    def _trampoline(self, fd, read=False, write=False, timeout=None, timeout_exc=None):
        if self._closed:
            raise IOClosed()
        try:
            return trampoline(fd, read=read, write=write, timeout=timeout, timeout_exc=timeout_exc,
                              mark_as_closed=self._mark_as_closed)
        except IOClosed:
            self._mark_as_closed()
            raise

    def _mark_as_closed(self):
        """Whatever is done from now on with the pipe fails."""
        self._closed = True

    def write(self, data):
        view = memoryview(data)
        datalen = len(view)
        offset = 0
        while offset < datalen:
            try:
                written = _os_write(self._fileno, view[offset:])
            except (IOError, OSError) as e:
                if get_errno(e) not in SOCKET_BLOCKING:
                    raise IOError(*e.args)
                self._trampoline(self, write=True)
            else:
                offset += written
        return offset

    def close(self):
        if not self._closed:
            self._closed = True
            if self._closefd:
                _os_close(self._fileno)
            notify_close(self._fileno)
            for method in ['fileno', 'flush', 'isatty', 'next', 'read', 'readinto', 'readline', 'readlines', 'seek',
                           'tell', 'truncate', 'write', 'xreadlines', '__iter__', '__next__', 'writelines']:
                setattr(self, method, _operation_on_closed_file)

    def truncate(self, size=-1):
        if size is None or size == -1:
            size = self.tell()
        try:
            rv = _original_os.ftruncate(self._fileno, size)
        except OSError as e:
            raise IOError(*e.args)
        else:
            self.seek(size)
            return rv

    def seek(self, offset, whence=_original_os.SEEK_SET):
        try:
            return _original_os.lseek(self._fileno, offset, whence)
        except OSError as e:
            raise IOError(*e.args)

    def tell(self):
        return self.seek(0, _original_os.SEEK_CUR)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


def _open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    if not isinstance(file, int):
        file = _original_os.fspath(file)
    if not isinstance(file, (str, bytes, int)):
        raise TypeError('invalid file: %r' % (file,))
    if not isinstance(mode, str):
        raise TypeError('invalid mode: %r' % (mode,))
    if not isinstance(buffering, int):
        raise TypeError('invalid buffering: %r' % (buffering,))
    if encoding is not None and not isinstance(encoding, str):
        raise TypeError('invalid encoding: %r' % (encoding,))
    if errors is not None and not isinstance(errors, str):
        raise TypeError('invalid errors: %r' % (errors,))
    modes = set(mode)
    if modes - set('axrwb+tU') or len(mode) > len(modes):
        raise ValueError('invalid mode: %r' % (mode,))
    binary = 'b' in modes
    if 't' in modes and binary:
        raise ValueError("can't have text and binary mode at once")
    if len(modes & set('axrw')) > 1:
        raise ValueError("can't have read/write/append mode at once")
    if not modes & set('axrw'):
        raise ValueError('must have exactly one of read/write/append mode')
    if binary and encoding is not None:
        raise ValueError("binary mode doesn't take an encoding argument")
    if binary and errors is not None:
        raise ValueError("binary mode doesn't take an errors argument")
    if binary and newline is not None:
        raise ValueError("binary mode doesn't take a newline argument")
    if not binary and buffering == 0:
        raise ValueError("can't have unbuffered text I/O")

    raw_mode = ''.join(c for c in 'axrw+' if c in modes)
    raw = GreenFileIO(file, raw_mode, closefd, opener=opener)
    result = raw
    try:
        line_buffering = False
        if buffering == 1 or (buffering < 0 and raw.isatty()):
            buffering = -1
            line_buffering = True
        if buffering < 0:
            buffering = DEFAULT_BUFFER_SIZE
        if buffering == 0:
            return result
        if '+' in modes:
            buffer = _OriginalBufferedRandom(raw, buffering)
        elif modes & set('wax'):
            buffer = _OriginalBufferedWriter(raw, buffering)
        else:
            buffer = _OriginalBufferedReader(raw, buffering)
        result = buffer
        if binary:
            return result
        text = _OriginalTextIOWrapper(buffer, encoding, errors, newline, line_buffering)
        result = text
        text.mode = mode
        return result
    except:
        result.close()
        raise


def GreenPipe(name, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    """Open a pipe, terminal or other pollable file by number, name or file object, for green reading and writing."""
    try:
        fileno = name.fileno()
    except AttributeError:
        pass
    else:
        # The file object keeps its own descriptor.
        fileno = _original_os.dup(fileno)
        name.close()
        name = fileno
    return _open(name, mode, buffering, encoding, errors, newline, closefd, opener)
