import os, eventlet, sys, io
from eventlet import hubs
hub = hubs.get_hub()
r, w = os.pipe()
def bad(fileno):
    hub.remove(l)
    raise ValueError('in a callback')
l = hub.add(hub.READ, r, bad, lambda e: None, lambda: None)
os.write(w, b'x')
err, sys.stderr = sys.stderr, io.StringIO()
eventlet.sleep(0.02)
text = sys.stderr.getvalue(); sys.stderr = err
print('ValueError: in a callback' in text, ('Removing descriptor: %d' % r) in text)
print(eventlet.spawn(lambda: 'hub lives').wait(), len(hub.get_readers()))
