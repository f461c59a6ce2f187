import eventlet
from eventlet.green import threading
print(threading.current_thread().name, threading.main_thread().name)
def f():
    c = threading.current_thread()
    return c.name, c.getName(), c.is_alive(), c.daemon, c.isDaemon(), c.ident == threading.get_ident(), c is threading.current_thread()
import warnings
warnings.simplefilter('ignore')
print(eventlet.spawn(f).wait())
print(eventlet.spawn(f).wait())
out = []
eventlet.spawn_n(lambda: out.append(threading.current_thread().name)); eventlet.sleep(0)
print(out)
def rename():
    c = threading.current_thread()
    c.name = 'mine'; x = threading.current_thread().name
    c.setName('other')
    return x, c.get_name()
print(eventlet.spawn(rename).wait())
print(threading.currentThread is threading.current_thread)
