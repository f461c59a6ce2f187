import eventlet, sys
def leave():
    sys.exit(3)
def other():
    print('other runs')
    eventlet.sleep(5)
eventlet.spawn(other)
eventlet.spawn(leave)
try:
    eventlet.sleep(1)
except SystemExit as e:
    print('in main', e.code)
    raise
