import eventlet, sys
def interrupt():
    raise KeyboardInterrupt('stop')
eventlet.spawn(interrupt)
try:
    eventlet.sleep(1)
except KeyboardInterrupt as e:
    print('in main', e)
eventlet.sleep(0)
print('hub lives', eventlet.spawn(lambda: 4).wait())
