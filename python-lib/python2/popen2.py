"""popen2 of Python 2: pipes to and from a command."""

import subprocess

from python2 import _file

__all__ = ['popen2', 'popen3', 'popen4', 'Popen3', 'Popen4']


class Popen3:
    def __init__(self, cmd, capturestderr=False, bufsize=-1):
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(cmd, shell=isinstance(cmd, str), stdin=pipe, stdout=pipe,
                                         stderr=self._stderr(capturestderr))
        self.cmd = cmd
        self.pid = self._process.pid
        self.tochild = _file.wrap(self._process.stdin, 'w', '<fdopen>')
        self.fromchild = _file.wrap(self._process.stdout, 'r', '<fdopen>')
        self.childerr = _file.wrap(self._process.stderr, 'r', '<fdopen>') if self._process.stderr else None
        self.sts = -1

    def _stderr(self, capture):
        return subprocess.PIPE if capture else None

    def _status(self, code):
        if code is not None:
            self.sts = -code if code < 0 else code << 8
        return self.sts

    def poll(self, _deadstate=None):
        return self._status(self._process.poll())

    def wait(self):
        return self._status(self._process.wait())


class Popen4(Popen3):
    def __init__(self, cmd, bufsize=-1):
        Popen3.__init__(self, cmd, False, bufsize)

    def _stderr(self, capture):
        return subprocess.STDOUT


def popen2(cmd, bufsize=-1, mode='t'):
    """Return the pair (output of the command, its input)."""
    made = Popen3(cmd, False, bufsize)
    return made.fromchild, made.tochild


def popen3(cmd, bufsize=-1, mode='t'):
    """Return the triple (output of the command, its input, its errors)."""
    made = Popen3(cmd, True, bufsize)
    return made.fromchild, made.tochild, made.childerr


def popen4(cmd, bufsize=-1, mode='t'):
    """Return the pair (output and errors of the command, its input)."""
    made = Popen4(cmd, bufsize)
    return made.fromchild, made.tochild
