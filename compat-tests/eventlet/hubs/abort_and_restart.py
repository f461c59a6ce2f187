import eventlet
from eventlet import hubs
hub = hubs.get_hub()
eventlet.sleep(0)
print(hub.running, hub.greenlet.dead)
hub.abort(wait=True)
print(hub.running, hub.stopping, hub.greenlet.dead, hub.get_timers_count())
print(eventlet.spawn(lambda: 'new loop').wait(), hub.running)
hub.abort()
print(hub.stopping)
try:
    hub.run()
except RuntimeError as e:
    print('RuntimeError', e)
