import eventlet
from eventlet import hubs
hub = hubs.get_hub()
out = []
def from_hub():
    for f in (lambda: eventlet.sleep(0), lambda: hub.switch(), lambda: hubs.trampoline(0, read=True)):
        try:
            f()
        except AssertionError as e:
            out.append(str(e))
hub.schedule_call_global(0, from_hub)
eventlet.sleep(0)
print(out)
