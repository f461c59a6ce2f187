import eventlet
from eventlet import hubs
hub = hubs.get_hub()
ts = [hub.schedule_call_global(100 + i, lambda: None) for i in range(3000)]
eventlet.sleep(0)
print(hub.get_timers_count() >= 3000)
for t in ts:
    t.cancel()
print(hub.get_timers_count() < 2000)
eventlet.sleep(0)
fired = []
ts = [hub.schedule_call_global(0.005, fired.append, i) for i in range(500)]
for t in ts[::2]:
    t.cancel()
eventlet.sleep(0.05)
print(len(fired), fired == sorted(fired), all(i % 2 for i in fired))
