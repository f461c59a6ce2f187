"""traceback as Python 2 had it: functions of three arguments, and no chains of exceptions."""

import sys as _sys
import traceback as _traceback

from python2._proxy import ModuleProxy


def _entries(tb, limit):
    return [tuple(entry)[:4] for entry in _traceback.extract_tb(tb, limit)]


def format_list(extracted):
    """Format a list of (filename, line number, function, text)."""
    lines = []
    for filename, lineno, name, line in extracted:
        item = '  File "%s", line %d, in %s\n' % (filename, lineno, name)
        if line:
            item += '    %s\n' % line.strip()
        lines.append(item)
    return lines


def extract_tb(tb, limit=None):
    """Return the list of (filename, line number, function, text) of a traceback."""
    return _entries(tb, limit if limit is not None else getattr(_sys, 'tracebacklimit', None))


def extract_stack(f=None, limit=None):
    """Return the list of (filename, line number, function, text) of the stack."""
    return [tuple(entry)[:4] for entry in _traceback.extract_stack(f or _sys._getframe(1), limit)]


def format_stack(f=None, limit=None):
    return format_list(extract_stack(f or _sys._getframe(1), limit))


def print_stack(f=None, limit=None, file=None):
    (file or _sys.stderr).write(''.join(format_stack(f or _sys._getframe(1), limit)))


def format_exception_only(etype, value):
    """Format the last part of a traceback: the exception's name and its message."""
    if etype is None:
        return ['None\n']
    if isinstance(value, SyntaxError):
        return _traceback.format_exception_only(etype, value)
    name = getattr(etype, '__name__', str(etype))
    try:
        text = '' if value is None else str(value)
    except Exception:
        text = '<unprintable %s object>' % type(value).__name__
    return [name + ': ' + text + '\n' if text else name + '\n']


def format_tb(tb, limit=None):
    return format_list(extract_tb(tb, limit))


def format_exception(etype, value, tb, limit=None):
    """Format a traceback and the exception."""
    lines = ['Traceback (most recent call last):\n'] + format_tb(tb, limit) if tb else []
    return lines + format_exception_only(etype, value)


def print_tb(tb, limit=None, file=None):
    (file or _sys.stderr).write(''.join(format_tb(tb, limit)))


def print_exception(etype, value, tb, limit=None, file=None):
    """Print a traceback and the exception, to sys.stderr or another file."""
    (file or _sys.stderr).write(''.join(format_exception(etype, value, tb, limit)))


def print_exc(limit=None, file=None):
    """Print the exception that is being handled."""
    print_exception(*_sys.exc_info(), limit=limit, file=file)


def format_exc(limit=None):
    """Like print_exc(), but return a string."""
    return ''.join(format_exception(*_sys.exc_info(), limit=limit))


def print_last(limit=None, file=None):
    print_exception(_sys.last_type, _sys.last_value, _sys.last_traceback, limit, file)


def tb_lineno(tb):
    return tb.tb_lineno


_sys.modules[__name__] = ModuleProxy('traceback', _traceback, {
    name: value for name, value in globals().items() if callable(value) and not name.startswith('_') and name != 'ModuleProxy'})
