import eventlet
eventlet.monkey_patch()
import os, threading, time, sys
r, w = os.pipe()
pid = os.fork()
if pid == 0:
    out = []
    t = threading.Thread(target=lambda: out.append(time.sleep(0.01)))
    t.start(); t.join()
    out.append(eventlet.spawn(lambda: 'child').wait())
    os.write(w, repr(out).encode())
    os._exit(0)
os.waitpid(pid, 0)
print(os.read(r, 100))
print(threading.active_count(), eventlet.spawn(lambda: 'parent').wait())
