import eventlet
from eventlet.green import subprocess
def child(i):
    return subprocess.check_output(['/bin/sh', '-c', 'sleep 0.0%d; echo %d' % (5 - i, i)])
print(list(eventlet.GreenPool().imap(child, range(4))))
a = subprocess.Popen(['echo', 'pipeline'], stdout=subprocess.PIPE)
b = subprocess.Popen(['tr', 'a-z', 'A-Z'], stdin=a.stdout, stdout=subprocess.PIPE)
a.stdout.close()
print(b.communicate()[0], a.wait())
p = subprocess.Popen(['sleep', '5'], stdout=subprocess.PIPE)
p.terminate()
print(p.wait())
with subprocess.Popen(['echo', 'with'], stdout=subprocess.PIPE) as p:
    print(p.stdout.read())
print(p.returncode)
p = subprocess.Popen(['true'], stdin=subprocess.PIPE)
p.wait()
p.communicate(b'nobody reads this' * 10000)
print('broken pipe ignored')
try:
    subprocess.check_output(['/bin/sh', '-c', 'echo out; exit 2'])
except Exception as e:
    print(type(e).__name__, e.returncode, e.output)
