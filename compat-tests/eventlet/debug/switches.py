# The switches of eventlet.debug, and what they make the hub show.
import re
import sys

import eventlet
from eventlet import debug, hubs, tpool
from eventlet.green import socket
from eventlet.hubs import hub as hub_module

hub = hubs.get_hub()
print(debug.hub_exceptions(False), hub.debug_exceptions, debug.hub_exceptions(True), hub.debug_exceptions)

# Two readers of one socket: refused, unless that is switched off.
a, b = socket.socketpair()
first = eventlet.spawn(a.recv, 1)
eventlet.sleep(0)
try:
    a.recv(1)
except RuntimeError as e:
    print(re.sub(r'\d+', 'N', str(e))[:60])
debug.hub_prevent_multiple_readers(False)
print(hub_module.g_prevent_multiple_readers)
second = eventlet.spawn(a.recv, 1)
eventlet.sleep(0)
b.send(b'12')
print(sorted([first.wait(), second.wait()]))
debug.hub_prevent_multiple_readers(True)
print(hub_module.g_prevent_multiple_readers)

# Listeners with the place where they were made.
debug.hub_listener_stacks(True)


def waits_here():
    a.recv(1)


g = eventlet.spawn(waits_here)
eventlet.sleep(0)
text = debug.format_hub_listeners()
print('READERS:' in text, 'WRITERS:' in text, 'waits_here' in text)
b.send(b'x')
g.wait()
debug.hub_listener_stacks(False)
g = eventlet.spawn(waits_here)
eventlet.sleep(0)
print('waits_here' in debug.format_hub_listeners())
b.send(b'x')
g.wait()

# Timers likewise.
debug.hub_timer_stacks(True)


def sets_timer():
    return hub.schedule_call_global(60, print)


timer = sets_timer()
eventlet.sleep(0)
print('sets_timer' in debug.format_hub_timers())
timer.cancel()
debug.hub_timer_stacks(False)
timer = sets_timer()
eventlet.sleep(0)
print('sets_timer' in debug.format_hub_timers())
timer.cancel()

print(tpool.QUIET, debug.tpool_exceptions(True), tpool.QUIET, debug.tpool_exceptions(False), tpool.QUIET)

# Spying on another greenthread.
lines = []


class Out(object):
    def write(self, text):
        lines.append(text)


def spied():
    x = 1
    return x + 1


sys.stdout, stdout = Out(), sys.stdout
debug.spew()
spied()
debug.unspew()
sys.stdout = stdout
print(any('x + 1' in line for line in lines), sys.gettrace())
try:
    debug.format_hub_listeners(1)
except TypeError as e:
    print(e)
