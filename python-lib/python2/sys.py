"""sys as programs of Python 2 see it: the real one, of version 2.7."""

import sys as _sys

from python2._proxy import ModuleProxy

maxint = (1 << 63) - 1


class _VersionInfo(tuple):
    major, minor, micro, releaselevel, serial = [property(lambda self, i=i: self[i]) for i in range(5)]

    def __repr__(self):
        return 'sys.version_info(major=%d, minor=%d, micro=%d, releaselevel=%r, serial=%d)' % self


def _exc(index):
    return property(lambda self: _sys.exc_info()[index])


class _Sys(ModuleProxy):
    exc_type, exc_value, exc_traceback = _exc(0), _exc(1), _exc(2)

    def __setattr__(self, name, value):
        if name == 'exitfunc':
            import atexit
            atexit.register(lambda: value())
        ModuleProxy.__setattr__(self, name, value)


def exc_clear():
    """Forget the exception that is being handled: a handler that has ended has forgotten it already."""


def getdefaultencoding():
    """Return the default encoding of text that stands for bytes."""
    return 'ascii'


def setdefaultencoding(encoding):
    """Set the default encoding: there is one text type, so that this changes nothing."""
    if not isinstance(encoding, str):
        raise TypeError('setdefaultencoding() argument 1 must be string')


def setcheckinterval(n):
    pass


def getcheckinterval():
    return 100


_sys.modules[__name__] = _Sys('sys', _sys, {
    'version_info': _VersionInfo((2, 7, 18, 'final', 0)), 'version': '2.7.18 (IronEventlet, ' + _sys.version.partition('(')[2],
    'hexversion': 0x020712f0, 'maxint': maxint, 'api_version': 1013, 'subversion': ('IronEventlet', '', ''), 'py3kwarning': False,
    'getdefaultencoding': getdefaultencoding, 'setdefaultencoding': setdefaultencoding, 'exc_clear': exc_clear,
    'setcheckinterval': setcheckinterval, 'getcheckinterval': getcheckinterval, 'long_info': _sys.int_info,
    '__name__': 'sys',
})
