import eventlet, warnings
from eventlet import greenthread
log = []
def say(*a):
    log.append(a)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    t = [greenthread.call_after_global(0, say, 1), greenthread.call_after_local(0, say, 2),
         greenthread.call_after(0, say, 3), eventlet.call_after_global(0.01, say, 4)]
    t[3].cancel()
    eventlet.sleep(0.02)
    e = greenthread.exc_after(0.01, ValueError('late'))
    try:
        eventlet.sleep(1)
    except ValueError as ex:
        print(ex)
    eventlet.exc_after(None, ValueError('never'))
    greenthread.exc_after(0.01, ValueError('cancelled')).cancel()
    eventlet.sleep(0.02)
for w in caught:
    print(w.category.__name__, w.message)
print(log, [x.__class__.__name__ for x in t])
