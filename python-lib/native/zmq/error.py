"""The exceptions of ZeroMQ sockets."""
from errno import EAGAIN, EINTR

import _zmq

_ETERM = 156384712 + 53


class ZMQBaseError(Exception):
    """What all errors of this package derive from."""


class ZMQError(ZMQBaseError):
    """A failed call: errno is the error's number (None when the error was made of a text), strerror its text.

    Without a number, that of the last call that failed.
    """
    errno = None

    def __init__(self, errno=None, msg=None):
        if errno is None:
            errno = _zmq.zmq_errno()
        if isinstance(errno, int):
            self.errno = errno
            text = _zmq.strerror(errno)
        else:
            text = str(errno)
        self.strerror = text if msg is None else msg

    def __str__(self):
        return self.strerror

    def __repr__(self):
        return "%s('%s')" % (self.__class__.__name__, self)


class ZMQBindError(ZMQBaseError):
    """bind_to_random_port found no free port."""


class NotDone(ZMQBaseError):
    """The time of MessageTracker.wait is over."""


class ContextTerminated(ZMQError):
    """The socket's context was terminated (ETERM)."""

    def __init__(self, errno='ignored', msg='ignored'):
        ZMQError.__init__(self, _ETERM)


class Again(ZMQError):
    """The call would have had to wait, or its time is over (EAGAIN)."""

    def __init__(self, errno='ignored', msg='ignored'):
        ZMQError.__init__(self, EAGAIN)


class InterruptedSystemCall(ZMQError, InterruptedError):
    """A signal interrupted the call (EINTR); calls are made again by themselves, so programs do not see it."""
    errno = EINTR

    def __init__(self, errno='ignored', msg='ignored'):
        ZMQError.__init__(self, EINTR)

    def __str__(self):
        return ZMQError.__str__(self) + ': This call should have been retried. Please report this to pyzmq.'


class ZMQVersionError(NotImplementedError):
    """A feature that needs a newer libzmq than the one whose interface this is."""
    min_version = None

    def __init__(self, min_version, msg='Feature'):
        self.msg = msg
        self.min_version = min_version
        self.version = '.'.join(map(str, _zmq.zmq_version_info()))

    def __str__(self):
        return '%s requires libzmq >= %s, have %s' % (self.msg, self.min_version, self.version)

    def __repr__(self):
        return "ZMQVersionError('%s')" % self


_BY_NUMBER = {EINTR: InterruptedSystemCall, EAGAIN: Again, _ETERM: ContextTerminated}


def _make(number):
    """The exception for an error number: what the native module raises."""
    return _BY_NUMBER.get(number, ZMQError)(number)


def _check_rc(rc, errno=None, error_without_errno=True):
    """Raises for a result of -1."""
    if rc == -1:
        number = _zmq.zmq_errno() if errno is None else errno
        if number or error_without_errno:
            raise _make(number)


def _check_version(min_version_info, msg='Feature'):
    """Raises ZMQVersionError when libzmq's interface is older."""
    if _zmq.zmq_version_info() < tuple(min_version_info):
        raise ZMQVersionError('.'.join(map(str, min_version_info)), msg)


__all__ = ['ZMQBaseError', 'ZMQBindError', 'ZMQError', 'NotDone', 'ContextTerminated', 'InterruptedSystemCall', 'Again', 'ZMQVersionError']
