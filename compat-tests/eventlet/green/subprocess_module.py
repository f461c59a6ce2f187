import eventlet, sys
from eventlet.green import subprocess
p = subprocess.Popen(['/bin/sh', '-c', 'read x; echo "got $x"; echo err >&2; exit 4'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
print(p.communicate(b'input\n'), p.returncode)
ticks = []
def ticker():
    while True:
        ticks.append(1); eventlet.sleep(0.005)
t = eventlet.spawn(ticker)
p = subprocess.Popen(['/bin/sh', '-c', 'sleep 0.1; echo done'], stdout=subprocess.PIPE)
print(p.stdout.read(), p.wait(), len(ticks) > 5)
t.kill()
print(subprocess.call(['/bin/sh', '-c', 'exit 3']), subprocess.check_call(['true']), subprocess.check_output(['echo', 'hi']))
try:
    subprocess.check_call(['false'])
except subprocess.CalledProcessError as e:
    print(e.returncode, e.cmd)
p = subprocess.Popen(['sleep', '5'])
try:
    p.wait(timeout=0.05)
except subprocess.TimeoutExpired as e:
    print(e)
print(p.poll()); p.kill(); print(p.wait(), p.poll())
try:
    subprocess.Popen(['/no/such/program'])
except FileNotFoundError as e:
    print(e.errno, e.filename)
p = subprocess.Popen(['cat'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, universal_newlines=True)
print(p.communicate('text\n'))
big = b'x' * 300000
p = subprocess.Popen(['cat'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
print(len(p.communicate(big)[0]))
p = subprocess.Popen(['cat'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
p.stdin.write(b'by hand\n'); p.stdin.close()
print(p.stdout.readline(), p.wait())
import subprocess as plain
print(subprocess.CalledProcessError is plain.CalledProcessError, subprocess.TimeoutExpired is plain.TimeoutExpired, subprocess.PIPE == plain.PIPE)
