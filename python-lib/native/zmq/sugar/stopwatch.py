"""zmq.Stopwatch."""
import time
import warnings


class Stopwatch(object):
    """Measures time; deprecated in favour of time.monotonic."""

    def __init__(self):
        warnings.warn('zmq.Stopwatch is deprecated. Use stdlib time.monotonic and friends instead', DeprecationWarning, stacklevel=2)
        self._start = 0

    def start(self):
        """Starts to measure."""
        self._start = time.monotonic()

    def stop(self):
        """Microseconds since the start."""
        return int(1e6 * (time.monotonic() - self._start))
