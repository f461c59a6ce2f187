import re
from eventlet import Timeout
for args in ((1,), (2,), (1, True), (3, False), (2.5, ValueError), (1, ValueError('z')), (None,), (None, False)):
    t = Timeout(*args)
    print(re.sub('0x[0-9a-f]+', 'ADDR', repr(t)), '|', t)
    t.cancel()
    print(re.sub('0x[0-9a-f]+', 'ADDR', repr(t)))
import eventlet
print(issubclass(eventlet.TimeoutError, Timeout), eventlet.timeout.Timeout is Timeout, Timeout.__mro__[1].__name__)
