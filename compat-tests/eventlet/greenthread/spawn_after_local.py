import eventlet
from eventlet import greenthread
log = []
def short():
    greenthread.spawn_after_local(0.01, log.append, 'from the dead')
def long():
    greenthread.spawn_after_local(0.01, log.append, 'from the living')
    eventlet.sleep(0.05)
eventlet.spawn(short)
eventlet.spawn(long).wait()
eventlet.sleep(0.03)
print(log)
