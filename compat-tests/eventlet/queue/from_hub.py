import eventlet
from eventlet import queue, hubs
hub = hubs.get_hub()
out = []
q = queue.LightQueue(1)
def in_hub():
    for f in (q.get_nowait, lambda: q.put_nowait(1), lambda: q.put_nowait(2), q.get_nowait):
        try:
            out.append(f())
        except (queue.Empty, queue.Full) as e:
            out.append(type(e).__name__)
hub.schedule_call_global(0, in_hub)
eventlet.sleep(0)
print(out)
got = []
g = eventlet.spawn(lambda: got.append(q.get()))
eventlet.sleep(0)
hub.schedule_call_global(0, q.put_nowait, 'from hub')
g.wait()
print(got)
