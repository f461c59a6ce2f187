import eventlet
from eventlet import Timeout
try:
    with Timeout(0.01) as outer:
        try:
            with Timeout(1) as inner:
                eventlet.sleep(5)
        except Timeout as t:
            print('inner sees', t is outer, t is inner)
            raise
except Timeout as t:
    print('outer sees', t is outer)
with Timeout(1, False):
    with Timeout(0.01, False):
        eventlet.sleep(5)
        print('no')
    print('goes on')
    eventlet.sleep(0.01)
print('done')
try:
    with Timeout(0.01, False) as a:
        raise RuntimeError('other')
except RuntimeError as e:
    print(e, a.pending)
eventlet.sleep(0.03)
print('nothing comes after cancel')
