# An error in a greenthread that nobody waits for is shown on standard error, and the program goes on.
import sys
from StringIO import StringIO
import eventlet


def broken():
    raise ValueError, 'nobody looks'

sys.stderr = StringIO()
eventlet.spawn_n(broken)
eventlet.spawn(broken)
eventlet.sleep(0.01)
text = sys.stderr.getvalue()
sys.stderr = sys.__stderr__
lines = text.splitlines()
print lines[0], lines[-1] if lines[-1] else lines[-2], text.count("raise ValueError, 'nobody looks'") >= 1
