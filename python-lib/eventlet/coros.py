"""What is left of the old coros module: metaphore."""
from eventlet import event as _event


class metaphore(object):
    """The inverse of a semaphore: a counter whose ``wait`` waits for 0."""

    def __init__(self):
        self.counter = 0
        self.event = _event.Event()
        # At 0 nobody waits.
        self.event.send()

    def inc(self, by=1):
        assert by > 0
        self.counter += by
        if self.event.ready():
            self.event.reset()

    def dec(self, by=1):
        assert by > 0
        self.counter -= by
        if self.counter <= 0:
            self.event.send()

    def wait(self):
        self.event.wait()
