import eventlet, socket, sys
from eventlet import import_patched
h = import_patched('http.client')
from eventlet.green import socket as gs
print(h.__name__, h.socket is gs, h is sys.modules.get('http.client'))
print(import_patched('http.client') is h)
import socketserver
ss = import_patched('socketserver')
print(ss.socket is gs, socketserver.socket is socket, ss.TCPServer is not socketserver.TCPServer)
f = import_patched('ftplib')
print(f.socket is gs)
s = import_patched('smtplib')
print(s.socket is gs)
t = import_patched('queue')
print(type(t.Queue().mutex).__name__)
import types
fake = types.ModuleType('time'); fake.sleep = 'fake sleep'; fake.monotonic = 'fake monotonic'
m = import_patched('sched', ('time', fake))
print(m._time)
try:
    import_patched('no_such_module_at_all')
except ImportError as e:
    print(type(e).__name__, e)
print('time' in sys.modules and sys.modules['time'].sleep is not eventlet.sleep)
