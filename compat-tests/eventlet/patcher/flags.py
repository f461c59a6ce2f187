import eventlet, sys
from eventlet import patcher
import time, socket, os, select
real = time.sleep
for kw in ({'foo': True}, {'sockets': True}):
    try:
        eventlet.monkey_patch(**kw)
    except TypeError as e:
        print(e)
eventlet.monkey_patch(all=False)
print(sorted(patcher.already_patched))
eventlet.monkey_patch(time=True)
print(sorted(patcher.already_patched), time.sleep is eventlet.sleep, socket.socket.__name__)
eventlet.monkey_patch(socket=False, thread=False, subprocess=False, builtins=False)
print(sorted(patcher.already_patched))
eventlet.monkey_patch(all=True, subprocess=False)
print(sorted(patcher.already_patched))
print(patcher.original('time').sleep is not eventlet.sleep)
