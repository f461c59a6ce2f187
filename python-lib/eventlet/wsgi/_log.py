"""Where a server writes what it did."""
import sys


class LoggerNull(object):
    """A log that says nothing."""

    def __init__(self):
        pass

    def error(self, msg, *args, **kwargs):
        pass

    def info(self, msg, *args, **kwargs):
        pass

    def debug(self, msg, *args, **kwargs):
        pass

    def write(self, msg, *args):
        pass


class LoggerFileWrapper(LoggerNull):
    """A log on something with ``write``."""

    def __init__(self, log, debug):
        self.log = log
        self._debug = debug

    def error(self, msg, *args, **kwargs):
        self.write(msg, *args)

    def info(self, msg, *args, **kwargs):
        self.write(msg, *args)

    def debug(self, msg, *args, **kwargs):
        if self._debug:
            self.write(msg, *args)

    def write(self, msg, *args):
        msg = msg + '\n'
        if args:
            msg = msg % args
        self.log.write(msg)


def get_logger(log, debug):
    """Return *log* if it is a logger, else a logger that writes to it, or to standard error."""
    if callable(getattr(log, 'info', None)) and callable(getattr(log, 'debug', None)):
        return log
    return LoggerFileWrapper(log or sys.stderr, debug)


LoggerNull.__module__ = LoggerFileWrapper.__module__ = get_logger.__module__ = 'eventlet.wsgi'
