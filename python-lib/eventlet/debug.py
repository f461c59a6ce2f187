"""Tools for finding out what a program does."""
import inspect
import linecache
import os
import re
import sys

__all__ = ['spew', 'unspew', 'format_hub_listeners', 'format_hub_timers', 'hub_listener_stacks', 'hub_exceptions',
           'tpool_exceptions', 'hub_prevent_multiple_readers', 'hub_timer_stacks', 'hub_blocking_detection']

_token_splitter = re.compile('\\W+')


class Spew(object):
    """A trace function that prints each line, with the values of the names in it."""

    def __init__(self, trace_names=None, show_values=True):
        self.trace_names = trace_names
        self.show_values = show_values

    def __call__(self, frame, event, arg):
        if event == 'line':
            lineno = frame.f_lineno
            if '__file__' in frame.f_globals:
                filename = frame.f_globals['__file__']
                if filename.endswith('.pyc') or filename.endswith('.pyo'):
                    filename = filename[:-1]
                name = frame.f_globals['__name__']
                line = linecache.getline(filename, lineno)
            else:
                name = '[unknown]'
                try:
                    src = inspect.getsourcelines(frame)
                    line = src[lineno]
                except IOError:
                    line = 'Unknown code named [%s].  VM instruction #%d' % (frame.f_code.co_name, frame.f_lasti)
            if self.trace_names is None or name in self.trace_names:
                print('%s:%s: %s' % (name, lineno, line.rstrip()))
                if not self.show_values:
                    return self
                details = []
                for token in _token_splitter.split(line):
                    if token in frame.f_globals:
                        details.append('%s=%r' % (token, frame.f_globals[token]))
                    if token in frame.f_locals:
                        details.append('%s=%r' % (token, frame.f_locals[token]))
                if details:
                    print('\t%s' % ' '.join(details))
        return self


def spew(trace_names=None, show_values=False):
    """Print every line that runs from now on."""
    sys.settrace(Spew(trace_names, show_values))


def unspew():
    """Stop what ``spew`` started."""
    sys.settrace(None)


def format_hub_listeners():
    """Return a text that lists what the hub waits for."""
    from eventlet import hubs
    hub = hubs.get_hub()
    result = ['READERS:']
    for l in hub.get_readers():
        result.append(repr(l))
    result.append('WRITERS:')
    for l in hub.get_writers():
        result.append(repr(l))
    return os.linesep.join(result)


def format_hub_timers():
    """Return a text that lists the hub's timers."""
    from eventlet import hubs
    hub = hubs.get_hub()
    result = ['TIMERS:']
    for l in hub.timers:
        result.append(repr(l))
    return os.linesep.join(result)


def hub_listener_stacks(state=False):
    """Have listeners remember where they were made."""
    from eventlet import hubs
    hubs.get_hub().set_debug_listeners(state)


def hub_timer_stacks(state=False):
    """Have timers remember where they were made."""
    from eventlet.hubs import timer
    timer._g_debug = state
    if timer.set_timer_stack is not None:
        timer.set_timer_stack(_stack_text if state else None)


def _stack_text():
    import io
    import traceback
    return io.StringIO(''.join(traceback.format_stack()[:-1]))


def hub_prevent_multiple_readers(state=True):
    """Choose whether a second greenthread that waits on one descriptor is an error."""
    from eventlet.hubs import hub
    hub.g_prevent_multiple_readers = state


def hub_exceptions(state=True):
    """Choose whether exceptions that reach the hub are printed."""
    from eventlet import hubs
    hubs.get_hub().set_timer_exceptions(state)
    from eventlet import greenpool
    greenpool.DEBUG = state


def tpool_exceptions(state=False):
    """Choose whether exceptions in the thread pool are printed."""
    from eventlet import tpool
    tpool.QUIET = not state


def hub_blocking_detection(state=False, resolution=1):
    """Have RuntimeError raised in code that keeps the hub from running for *resolution* seconds. Uses SIGALRM."""
    from eventlet import hubs
    assert resolution > 0
    hubs.get_hub().debug_blocking = state
    hubs.get_hub().debug_blocking_resolution = resolution
    if not state:
        hubs.get_hub().block_detect_post()
