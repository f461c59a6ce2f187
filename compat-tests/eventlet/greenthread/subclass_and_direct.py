import eventlet
from eventlet import greenthread, hubs
class Mine(greenthread.GreenThread):
    pass
g = Mine(hubs.get_hub().greenlet)
hubs.get_hub().schedule_call_global(0, g.switch, lambda a, k=0: (a, k), (1,), {'k': 2})
print(g.wait(), type(g).__name__)
g = greenthread.GreenThread(eventlet.getcurrent())
g.main(lambda: 'direct', (), {})
print(g.wait())
g = greenthread.GreenThread(hubs.get_hub().greenlet)
try:
    g.main(lambda: 1 / 0, (), {})
except ZeroDivisionError as e:
    print('raised', e)
try:
    g.wait()
except ZeroDivisionError as e:
    print('and kept', e)
