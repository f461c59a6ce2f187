import os as plain, eventlet
from eventlet.green import os
ticks = []
def ticker():
    for i in range(3):
        ticks.append(i); eventlet.sleep(0.005)
import subprocess
t = eventlet.spawn(ticker)
p = subprocess.Popen(['/bin/sh', '-c', 'sleep 0.1; exit 3'])
pid, status = os.waitpid(p.pid, 0)
print(pid == p.pid, plain.WEXITSTATUS(status), ticks)
p.returncode = 3
p = subprocess.Popen(['/bin/sh', '-c', 'sleep 0.2'])
print(os.waitpid(p.pid, plain.WNOHANG))
pid, status = os.wait()
print(pid == p.pid, status)
p.returncode = 0
