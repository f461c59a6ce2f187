import eventlet
eventlet.monkey_patch(thread=False)
import threading, time, socket
main = threading.get_ident()
out = []
def f():
    out.append(threading.get_ident() != main)
    time.sleep(0.01)
    out.append('slept in a real thread')
t = threading.Thread(target=f); t.start(); t.join()
print(out, type(threading.Lock()).__name__, socket.socket.__name__)
