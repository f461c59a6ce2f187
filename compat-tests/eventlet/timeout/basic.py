import eventlet
from eventlet import Timeout
for args in ((0.01,), (0.01, None), (0.01, True), (0.01, ValueError('own')), (0.01, KeyError)):
    t = Timeout(*args)
    try:
        eventlet.sleep(1)
    except BaseException as e:
        print(type(e).__name__, e.args == args[1:] if False else str(e), e is t)
    finally:
        t.cancel()
t = Timeout(0.01, False)
try:
    eventlet.sleep(1)
except Timeout as e:
    print('silent ones are raised as well', e is t, e)
with Timeout(0.01, False) as t:
    eventlet.sleep(1)
    print('unreachable')
print(t.pending)
try:
    with Timeout(0.01):
        eventlet.sleep(1)
except Timeout as e:
    print('raised', e)
with Timeout(5) as t:
    print(t.pending, t.seconds, t.exception)
print(t.pending)
t = Timeout(None)
print(t.pending, str(t) == '')
with Timeout(None, False) as t:
    print('never')
