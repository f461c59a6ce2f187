"""commands of Python 2: what shell commands print, and their status."""

import os
import subprocess

__all__ = ['getstatusoutput', 'getoutput', 'getstatus', 'mkarg']


def getstatusoutput(cmd):
    """Return (status, output) of a command; the status is that of wait()."""
    process = subprocess.Popen('{ ' + cmd + '; } 2>&1', shell=True, stdout=subprocess.PIPE)
    text = process.communicate()[0].decode('latin-1')
    code = process.returncode
    status = -code if code < 0 else code << 8
    return status, text[:-1] if text[-1:] == '\n' else text


def getoutput(cmd):
    """Return the output of a command, stdout and stderr."""
    return getstatusoutput(cmd)[1]


def getstatus(file):
    """Return the output of ls -ld for a file."""
    return getoutput('ls -ld' + mkarg(file))


def mkarg(x):
    if "'" not in x:
        return " '" + x + "'"
    return ' "' + ''.join(['\\' + c if c in '\\$"`' else c for c in x]) + '"'
