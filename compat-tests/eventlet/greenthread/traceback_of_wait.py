import eventlet, traceback, sys, io
err, sys.stderr = sys.stderr, io.StringIO()
def inner():
    raise ZeroDivisionError('zero')
def outer():
    inner()
g = eventlet.spawn(outer)
try:
    g.wait()
except ZeroDivisionError:
    names = [f.name for f in traceback.extract_tb(sys.exc_info()[2])]
sys.stderr = err
print(names[0], names[-2:], 'wait' in names)
