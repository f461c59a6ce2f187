import eventlet, time, sys
from eventlet import patcher
o = patcher.original('socket')
print(o is patcher.original('socket'), o.__name__, '__original_module_socket' in sys.modules)
eventlet.monkey_patch()
import socket, threading, os, select, queue
print(patcher.original('socket').socket is socket.socket, patcher.original('socket').socket.__module__)
print(patcher.original('time').sleep is time.sleep, patcher.original('select').select is select.select, hasattr(patcher.original('select'), 'poll'))
ot = patcher.original('threading')
out = []
t = ot.Thread(target=lambda: out.append(ot.current_thread().name))
t.start(); t.join()
print(len(out), ot.Lock().__class__.__name__, threading.Lock().__class__.__name__)
oq = patcher.original('queue')
q = oq.Queue(); q.put(1); print(q.get(), type(q.mutex).__name__)
o = patcher.original('os')
print(o.read is os.read)
