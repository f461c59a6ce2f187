import os
import re

import eventlet
from eventlet import debug, hubs
from eventlet.hubs import hub as hub_module


def clean(text):
    return re.sub('0x[0-9a-f]+', '0xN', re.sub(r'File ".*?", line \d+', 'File', text))


def cb(fd):
    pass


def tb(exc):
    pass


def mark():
    pass


for name in ('epolls', 'poll', 'selects'):
    hubs.use_hub(name)
    hub = hubs.get_hub()
    debug.hub_listener_stacks(True)
    print(hub.lclass is hub_module.DebugListener)
    r, w = os.pipe()
    listener = hub.add(hub.READ, r, cb, tb, mark)
    text = clean(repr(listener)).replace("'read', %d" % r, "'read', N")
    print(text.splitlines()[0])
    print(text.splitlines()[-1], 'listener = hub.add(' in text, str(listener) == repr(listener))
    print(type(listener.where_called).__name__, listener.greenlet is eventlet.getcurrent())
    hub.remove(listener)
    debug.hub_listener_stacks(False)
    listener = hub.add(hub.WRITE, w, cb, tb, None)
    print(clean(repr(listener)).replace("'write', %d" % w, "'write', N"), type(listener).__name__)
    hub.remove(listener)
    os.close(r)
    os.close(w)
