import eventlet, greenlet
from eventlet import hubs
log = []
class G(greenlet.greenlet):
    def run(self):
        eventlet.sleep(0)
        log.append('ran')
    def switch_out(self):
        log.append('switch_out')
g = G()
hubs.get_hub().schedule_call_global(0, g.switch)
eventlet.sleep(0.01)
print(log)
