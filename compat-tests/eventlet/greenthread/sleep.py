import time, eventlet
t = time.time()
eventlet.sleep(0.05)
print(0.04 < time.time() - t < 1)
print(eventlet.sleep(), eventlet.sleep(0), eventlet.sleep(seconds=0.001))
try:
    eventlet.sleep('x')
except TypeError as e:
    print('TypeError')
t = time.time()
eventlet.sleep(-1)
print(time.time() - t < 0.5)

# A delay that cannot be added to the clock.
for delay in ('x', None, []):
    try:
        eventlet.sleep(delay)
    except TypeError as e:
        print(e)
