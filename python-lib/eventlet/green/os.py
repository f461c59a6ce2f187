"""Green os: reading, writing, opening and waiting for children."""
os_orig = __import__('os')
import errno

from eventlet import greenthread, hubs
from eventlet.patcher import slurp_properties
from eventlet.support import get_errno

__all__ = os_orig.__all__
__patched__ = ['fdopen', 'read', 'write', 'wait', 'waitpid', 'open']

slurp_properties(os_orig, globals(), ignore=__patched__, srckeys=dir(os_orig))


def fdopen(fd, *args, **kw):
    """Return a green file object on the descriptor."""
    if not isinstance(fd, int):
        raise TypeError('fd should be int, not %r' % fd)
    from eventlet import greenio
    try:
        return greenio.GreenPipe(fd, *args, **kw)
    except IOError as e:
        raise OSError(*e.args)


__original_read__ = os_orig.read


def read(fd, n):
    """Read up to *n* bytes, waiting for the descriptor to become readable."""
    while True:
        try:
            return __original_read__(fd, n)
        except (OSError, IOError) as e:
            if get_errno(e) == errno.EPIPE:
                return b''
            if get_errno(e) != errno.EAGAIN:
                raise
        try:
            hubs.trampoline(fd, read=True)
        except hubs.IOClosed:
            return b''


__original_write__ = os_orig.write


def write(fd, st):
    """Write bytes, waiting for the descriptor to become writable."""
    while True:
        try:
            return __original_write__(fd, st)
        except (OSError, IOError) as e:
            if get_errno(e) != errno.EAGAIN:
                raise
        hubs.trampoline(fd, write=True)


def wait():
    """Wait for any child to end."""
    return waitpid(0, 0)


__original_waitpid__ = os_orig.waitpid


def waitpid(pid, options):
    """Wait for a child. It is asked for every few milliseconds, because a descriptor for that is not everywhere."""
    if options & os_orig.WNOHANG != 0:
        return __original_waitpid__(pid, options)
    new_options = options | os_orig.WNOHANG
    delay = 0.001
    while True:
        rpid, status = __original_waitpid__(pid, new_options)
        if rpid:
            return rpid, status
        greenthread.sleep(delay)
        if delay < 0.01:
            delay *= 2


__original_open__ = os_orig.open


def open(file, flags, mode=0o777, dir_fd=None):
    """Open a file, and tell the hub: whoever still waits for an earlier use of the descriptor gets IOClosed."""
    # Given as str where a path object comes in, so that nothing is left to convert while the call runs.
    if hasattr(file, '__fspath__'):
        file = file.__fspath__()
    fd = __original_open__(file, flags, mode, dir_fd=dir_fd)
    hubs.notify_opened(fd)
    return fd
