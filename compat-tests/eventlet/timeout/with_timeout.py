import eventlet
from eventlet import with_timeout, Timeout
def f(a, b=1):
    eventlet.sleep(a)
    return a, b
print(with_timeout(1, f, 0, b=5))
try:
    with_timeout(0.01, f, 1)
except Timeout as e:
    print('Timeout', e)
print(with_timeout(0.01, f, 1, timeout_value='late'))
print(with_timeout(0.01, f, 1, timeout_value=None))
def inner():
    with_timeout(0.01, f, 1)
try:
    with_timeout(1, inner, timeout_value='outer')
except Timeout as e:
    print('inner one passes', e)
def raises():
    raise ValueError('v')
try:
    with_timeout(1, raises, timeout_value=3)
except ValueError as e:
    print(e)
print(with_timeout(None, f, 0))
