import eventlet
eventlet.monkey_patch()
import socket, select, time, os, threading, _thread, queue, subprocess, ssl
from eventlet import patcher, greenio
print(socket.socket is greenio.GreenSocket, time.sleep is eventlet.sleep, hasattr(select, 'poll'), hasattr(select, 'epoll'))
print(os.read.__module__, os.fdopen.__module__, os.waitpid.__module__, select.select.__module__)
print(threading.Lock().__class__.__name__, threading.RLock().__class__.__name__, _thread.start_new_thread.__module__)
print(queue.Queue.__module__, queue.SimpleQueue.__name__, subprocess.Popen.__module__, ssl.SSLContext.__name__)
for n in ('socket', 'select', 'os', 'time', 'thread', 'subprocess', 'threading', 'builtins', 'MySQLdb', 'nothing'):
    print(n, patcher.is_monkey_patched(n))
print(patcher.is_monkey_patched(socket), patcher.is_monkey_patched(time), patcher.is_monkey_patched(greenio))
eventlet.monkey_patch()
print(socket.socket is greenio.GreenSocket)
a, b = socket.socketpair()
t = threading.Thread(target=lambda: (time.sleep(0.01), a.sendall(b'from a green thread')))
t.start()
print(b.recv(100))
t.join()
