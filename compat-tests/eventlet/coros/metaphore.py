import eventlet
from eventlet import coros
m = coros.metaphore()
m.wait()
print(m.counter)
m.inc(); m.inc(2)
log = []
def w():
    m.wait(); log.append('woke')
g = eventlet.spawn(w)
eventlet.sleep(0)
m.dec(2)
eventlet.sleep(0)
print(log, m.counter)
m.dec()
g.wait()
print(log, m.counter)
m.wait()
for f in (m.inc, m.dec):
    try:
        f(0)
    except AssertionError:
        print('AssertionError')
m.inc(); m.dec(); m.wait(); print('zero')
