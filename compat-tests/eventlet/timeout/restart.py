import re, eventlet
from eventlet import Timeout
t = Timeout(0.02)
try:
    t.start()
except AssertionError as e:
    print(re.sub('0x[0-9a-f]+', 'ADDR', str(e)))
t.cancel(); t.cancel()
print(t.pending)
t.start()
print(t.pending)
try:
    eventlet.sleep(1)
except Timeout as e:
    print(e is t, t.pending)
with t:
    print('again', t.pending)
print(t.pending)
try:
    with t:
        eventlet.sleep(1)
except Timeout as e:
    print('and again', e is t)
class Mine(Timeout):
    pass
try:
    with Mine(0.01):
        eventlet.sleep(1)
except Mine as e:
    print(type(e).__name__, e, isinstance(e, BaseException), isinstance(e, Exception))
