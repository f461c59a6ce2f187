import re, eventlet
from eventlet import event
e = event.Event()
def show():
    print(re.sub('0x[0-9a-f]+', 'ADDR', str(e)))
show()
eventlet.spawn(e.wait); eventlet.spawn(e.wait); eventlet.sleep(0)
show()
e.send({'a': 1})
show()
eventlet.sleep(0)
show()
print(event.NOT_USED)
