import time, eventlet, sys, io
from eventlet import debug
debug.hub_blocking_detection(True, resolution=0.05)
def block():
    t = time.time()
    while time.time() < t + 1:
        pass
    return 'not detected'
err, sys.stderr = sys.stderr, io.StringIO()
g = eventlet.spawn(block)
try:
    print(g.wait())
except RuntimeError as e:
    print(str(e)[:32])
sys.stderr = err
debug.hub_blocking_detection(False)
print(eventlet.spawn(lambda: 'fine').wait())
