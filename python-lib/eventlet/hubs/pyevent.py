"""The libevent hub of old. Deprecated upstream, kept as a name: it is available only where PyEvent is installed, and
nothing but its name and its answer "not available" is implemented."""
from eventlet.hubs.hub import BaseHub, READ, WRITE

try:
    import event
except ImportError:
    event = None


def is_available():
    # PyEvent offers an event loop written for Python 2; there is no version that this package could drive.
    return False


class Hub(BaseHub):
    def __init__(self, clock=None):
        raise RuntimeError('the pyevent hub is not available on this system')
