"""python -m eventlet.patcher SCRIPT ARGUMENTS runs a program with everything patched."""
import os
import subprocess
import sys
import tempfile

folder = tempfile.mkdtemp()
script = os.path.join(folder, 'program.py')
with open(script, 'w') as f:
    f.write('''import sys, socket, threading, time
from eventlet import patcher, greenio
print(__name__, [x.rsplit('/', 1)[-1] for x in sys.argv])
print(socket.socket is greenio.GreenSocket)
ticks = []
def tick():
    for i in range(3):
        ticks.append(i)
        time.sleep(0.001)
t = threading.Thread(target=tick)
t.start()
a, b = socket.socketpair()
t.join()
print(ticks)
raise SystemExit(3)
''')
for arguments in ([script], [script, 'one', '--two']):
    done = subprocess.run([sys.executable, '-W', 'ignore', '-m', 'eventlet.patcher'] + arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    print(done.returncode, done.stdout.decode())
for arguments in ([], [os.path.join(folder, 'missing.py')]):
    done = subprocess.run([sys.executable, '-W', 'ignore', '-m', 'eventlet.patcher'] + arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    print(done.returncode, done.stderr.decode().strip().split('\n')[-1].replace(folder, 'FOLDER'))
