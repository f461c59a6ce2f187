import os
os.environ['EVENTLET_HUB'] = 'selects'
import eventlet
from eventlet import hubs
print(type(hubs.get_hub()).__module__)
os.environ['EVENTLET_HUB'] = 'eventlet.hubs.poll:Hub'
hubs.use_hub()
print(type(hubs.get_hub()).__module__)
hubs.use_hub('epolls')
print(type(hubs.get_hub()).__module__)
a = eventlet.spawn(eventlet.sleep, 0.01)
print(a.wait())
