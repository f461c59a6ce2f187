import eventlet
from eventlet import hubs
from eventlet.hubs import hub as hubmod
h = hubs.get_hub()
print(h is hubs.get_hub(), type(h).__module__, isinstance(h, hubmod.BaseHub))
for name in ('selects', 'poll', 'epolls'):
    hubs.use_hub(name)
    h = hubs.get_hub()
    print(type(h).__module__, eventlet.spawn(lambda: 5).wait())
from eventlet.hubs import poll, selects
hubs.use_hub(poll)
print(type(hubs.get_hub()).__module__)
class MyHub(selects.Hub):
    pass
hubs.use_hub(MyHub)
print(type(hubs.get_hub()).__name__, eventlet.spawn(lambda: 6).wait())
hubs.use_hub('eventlet.hubs.selects:Hub')
print(type(hubs.get_hub()).__module__)
hubs.use_hub('eventlet.hubs.poll')
print(type(hubs.get_hub()).__module__)
hubs.use_hub()
print(type(hubs.get_hub()).__module__, hubs.get_default_hub().__name__)
for bad in ('nosuchhub', 'kqueue', '  ', 'eventlet.hubs.selects:Nope', 'no.such.module'):
    try:
        hubs.use_hub(bad)
        hubs.get_hub()
    except Exception as e:
        print(bad, type(e).__name__)
