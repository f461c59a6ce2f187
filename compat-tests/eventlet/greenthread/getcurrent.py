import eventlet, greenlet
from eventlet import greenthread
main = eventlet.getcurrent()
print(main is greenlet.getcurrent(), main is greenthread.getcurrent(), main.parent)
g = eventlet.spawn(eventlet.getcurrent)
print(g.wait() is g, isinstance(g, greenthread.GreenThread), isinstance(g, greenlet.greenlet))
from eventlet import hubs
def parent():
    return eventlet.getcurrent().parent is hubs.get_hub().greenlet
print(eventlet.spawn(parent).wait(), main.parent is hubs.get_hub().greenlet, hubs.get_hub().greenlet.parent is main)
