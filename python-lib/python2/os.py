"""os as programs of Python 2 see it."""

import errno
import os as _os
import subprocess as _subprocess
import sys as _sys
import tempfile as _tempfile

from python2 import _file
from python2._proxy import ModuleProxy


class _Pipe:
    """What popen() gives: a file whose close() tells the status."""

    def __init__(self, file, process):
        self._wrapped = file
        self._process = process

    def close(self):
        self._wrapped.close()
        code = self._process.wait()
        return None if code == 0 else -code if code < 0 else code << 8

    def __getattr__(self, name):
        return getattr(self._wrapped, name)

    def __iter__(self):
        return iter(self._wrapped)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()

    def __repr__(self):
        return repr(self._wrapped)


def _shell(command):
    return {'shell': True} if isinstance(command, str) else {}


def popen(command, mode='r', bufsize=-1):
    """popen(command [, mode='r' [, bufsize]]) -> pipe"""
    _sys.stdout.flush()
    pipe = _subprocess.PIPE
    if mode[:1] == 'r':
        process = _subprocess.Popen(command, stdout=pipe, **_shell(command))
        return _Pipe(_file.wrap(process.stdout, mode, command), process)
    if mode[:1] == 'w':
        process = _subprocess.Popen(command, stdin=pipe, **_shell(command))
        return _Pipe(_file.wrap(process.stdin, mode, command), process)
    raise OSError(22, 'Invalid argument')


def popen2(command, mode='t', bufsize=-1):
    """popen2(command) -> (child_stdin, child_stdout)"""
    pipe = _subprocess.PIPE
    process = _subprocess.Popen(command, stdin=pipe, stdout=pipe, **_shell(command))
    return _file.wrap(process.stdin, 'w', '<popen2>'), _file.wrap(process.stdout, 'r', '<popen2>')


def popen3(command, mode='t', bufsize=-1):
    """popen3(command) -> (child_stdin, child_stdout, child_stderr)"""
    pipe = _subprocess.PIPE
    process = _subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, **_shell(command))
    return (_file.wrap(process.stdin, 'w', '<popen3>'), _file.wrap(process.stdout, 'r', '<popen3>'),
            _file.wrap(process.stderr, 'r', '<popen3>'))


def popen4(command, mode='t', bufsize=-1):
    """popen4(command) -> (child_stdin, child_stdout_stderr)"""
    pipe = _subprocess.PIPE
    process = _subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=_subprocess.STDOUT, **_shell(command))
    return _file.wrap(process.stdin, 'w', '<popen4>'), _file.wrap(process.stdout, 'r', '<popen4>')


def tmpfile():
    """tmpfile() -> file object: a temporary file without a name"""
    return _file.wrap(_tempfile.TemporaryFile('w+b'), 'w+b', '<tmpfile>')


def tempnam(dir=None, prefix=''):
    """tempnam([dir[, prefix]]) -> string: a name for a temporary file"""
    return _tempfile.mktemp(prefix=prefix or 'file', dir=dir)


def tmpnam():
    """tmpnam() -> string"""
    return _tempfile.mktemp()


_sys.modules[__name__] = ModuleProxy('os', _os, {
    'popen': popen, 'popen2': popen2, 'popen3': popen3, 'popen4': popen4, 'fdopen': _file.fdopen, 'tmpfile': tmpfile, 'tempnam': tempnam,
    'tmpnam': tmpnam, 'getcwdu': _os.getcwd, 'errno': errno, '__name__': 'os',
})
