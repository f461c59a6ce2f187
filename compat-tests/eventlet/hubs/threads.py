import threading, eventlet
from eventlet import hubs
main = hubs.get_hub()
out = []
def thread():
    h = hubs.get_hub()
    out.append(h is main)
    out.append(eventlet.spawn(lambda: 'in thread').wait())
    eventlet.sleep(0.01)
    gs = [eventlet.spawn(lambda i=i: i) for i in range(3)]
    out.append([g.wait() for g in gs])
t = threading.Thread(target=thread)
t.start(); t.join()
print(out, eventlet.spawn(lambda: 'in main').wait())
