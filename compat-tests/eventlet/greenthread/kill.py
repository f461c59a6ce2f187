import eventlet, greenlet
def sleeper(log):
    try:
        eventlet.sleep(10)
    except greenlet.GreenletExit:
        log.append('exit seen')
        raise
    finally:
        log.append('finally')
log = []
g = eventlet.spawn(sleeper, log)
eventlet.sleep(0)
g.kill()
print(log, g.dead)
try:
    g.wait()
except greenlet.GreenletExit as e:
    print('GreenletExit', e.args)
g.kill()
print('killed twice')

log = []
g = eventlet.spawn(sleeper, log)
eventlet.kill(g)
print('not started', log, g.dead)
try:
    g.wait()
except greenlet.GreenletExit:
    print('exit')

class Stop(Exception):
    pass
def waiter():
    eventlet.sleep(10)
import sys, io
for started in (True, False):
    g = eventlet.spawn(waiter)
    if started:
        eventlet.sleep(0)
    err, sys.stderr = sys.stderr, io.StringIO()
    g.kill(Stop, Stop('please'), None)
    sys.stderr = err
    try:
        g.wait()
    except Stop as e:
        print('Stop', e, started)
for started in (True, False):
    g = eventlet.spawn(waiter)
    if started:
        eventlet.sleep(0)
    err, sys.stderr = sys.stderr, io.StringIO()
    eventlet.kill(g, Stop, Stop('args'), None)
    sys.stderr = err
    try:
        g.wait()
    except Stop as e:
        print('Stop', e.args, started)
