import eventlet, sys, types
from eventlet import patcher
def attempt(f, *a, **k):
    try:
        print('ok', f(*a, **k))
    except BaseException as e:
        print(type(e).__name__, str(e)[:100])
attempt(patcher.monkey_patch, nonsense=True)
attempt(patcher.import_patched, 'no.such.module')
attempt(patcher.original, 'nosuchmodule')
attempt(patcher.slurp_properties, types, {}, srckeys=['nope'])
for n in ('os', 'select', 'socket', 'thread', 'time', 'psycopg', 'MySQLdb', 'builtins', 'subprocess', 'ssl', 'nothing'):
    print(n, patcher.is_monkey_patched(n), end=' ')
print()
import time, socket, threading, select, os, subprocess, queue, ssl
eventlet.monkey_patch(time=True)
print(patcher.is_monkey_patched('time'), patcher.is_monkey_patched(time), patcher.is_monkey_patched('socket'), time.sleep is eventlet.sleep)
eventlet.monkey_patch(all=False, socket=True)
print(patcher.is_monkey_patched(socket), patcher.is_monkey_patched('os'), patcher.is_monkey_patched('ssl'), type(socket.socket()).__module__)
eventlet.monkey_patch(all=True, thread=False, os=False)
print([n for n in ('os', 'select', 'socket', 'thread', 'time', 'MySQLdb', 'builtins', 'subprocess') if patcher.is_monkey_patched(n)])
eventlet.monkey_patch()
print([n for n in ('os', 'select', 'socket', 'thread', 'time', 'MySQLdb', 'builtins', 'subprocess') if patcher.is_monkey_patched(n)])
eventlet.monkey_patch()
o = patcher.original('threading')
print(o.current_thread is threading.current_thread, patcher.original('threading') is o, o.__name__)
print(patcher.original('socket').socket is socket.socket, patcher.original('time').sleep is time.sleep)
print(hasattr(select, 'epoll'), hasattr(select, 'poll'), hasattr(select, 'kqueue'))
print(threading.RLock.__module__, queue.SimpleQueue.__module__, subprocess.Popen.__module__)
print(os.read.__module__, os.fork.__module__, os.waitpid.__module__)
l = threading.local(); l.x = 1
print(hasattr(l, 'x'), eventlet.spawn(lambda: hasattr(l, 'x')).wait())
m = patcher.import_patched('http.client')
print(m.socket.__name__, m.__name__)
a = patcher.import_patched('colorsys'); print(a is patcher.import_patched('colorsys'))
g = {}
attempt(lambda: patcher.inject('textwrap', g).__name__); print('wrap' in g)
print(sorted(patcher.__all__))
