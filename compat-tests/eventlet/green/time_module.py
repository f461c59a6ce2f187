import eventlet, time as plain
from eventlet.green import time
print(time.sleep is eventlet.sleep, time.__patched__, time.time is plain.time, time.strftime is plain.strftime)
log = []
g = eventlet.spawn(lambda: log.append('other'))
time.sleep(0.01)
print(log)
