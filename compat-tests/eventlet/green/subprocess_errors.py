"""green.subprocess: children that somebody else waited for, time-outs, wrong arguments, names."""
import errno
import os
import subprocess as plain

import eventlet
from eventlet import greenio
from eventlet.green import subprocess

PIPE = subprocess.PIPE


def attempt(label, function):
    try:
        print(label, function())
    except Exception as e:
        print(label, type(e).__name__, e)


p = subprocess.Popen(['/bin/sh', '-c', 'exit 3'])
os.waitpid(p.pid, 0)
print(p.wait(), p.returncode)
p = subprocess.Popen(['sleep', '5'], stdout=PIPE)
for call in (lambda: p.wait(0), lambda: p.wait(timeout=0.01), lambda: p.wait(0.01, check_interval=0.001)):
    attempt('wait', call)
p.send_signal(15)
print(p.wait(), p.send_signal(15), p.terminate(), p.kill(), p.poll())
attempt('call', lambda: subprocess.call(['sleep', '5'], timeout=0.05))
attempt('check_call', lambda: subprocess.check_call(['/bin/sh', '-c', 'exit 4']))
attempt('check_output', lambda: subprocess.check_output(['/bin/sh', '-c', 'echo x; exit 4']))
attempt('check_output', lambda: subprocess.check_output(['cat'], input=b'given'))
attempt('check_output stdout', lambda: subprocess.check_output(['cat'], stdout=PIPE))
attempt('text', lambda: subprocess.check_output(['echo', 'text'], universal_newlines=True))
attempt('shell', lambda: subprocess.check_output('echo $0 $1', shell=True))
attempt('missing', lambda: subprocess.Popen(['/no/such']))
attempt('not executable', lambda: subprocess.Popen(['/etc/passwd']))
attempt('cwd', lambda: subprocess.Popen(['true'], cwd='/no/such'))
attempt('arguments', lambda: subprocess.Popen(5))
attempt('arguments', lambda: subprocess.Popen(['true', 5]))
attempt('nul', lambda: subprocess.Popen(['tr\0ue']))
attempt('keyword', lambda: subprocess.Popen(['true'], nonsense=1))
p = subprocess.Popen(['/bin/sh', '-c', 'echo out; echo err >&2'], stdout=PIPE, stderr=subprocess.STDOUT)
print(sorted(p.communicate()[0].split()))
p = subprocess.Popen(['cat'], stdin=PIPE, stdout=PIPE, stderr=subprocess.DEVNULL)
print([type(x).__name__ for x in (p.stdin, p.stdout, p.stderr)], type(p.stdin) is greenio.GreenPipe)
p.stdin.write(b'one\n')
p.stdin.flush()
print(p.stdout.readline(), p.args, p.pid > 0)
p.stdin.close()
print(p.stdout.read(), p.wait())
p = subprocess.Popen(['echo', 'x'], stdout=PIPE)
print(p.communicate(), p.returncode, p.stdout.closed)
env = subprocess.check_output(['/bin/sh', '-c', 'echo $MINE'], env={'MINE': 'yes'})
print(env, subprocess.check_output(['pwd'], cwd='/'))
r, w = os.pipe()
p = subprocess.Popen(['/bin/sh', '-c', 'echo through > /proc/self/fd/%d' % w], pass_fds=[w])
os.close(w)
print(p.wait(), os.read(r, 100))
print(subprocess.Popen(['true'], preexec_fn=lambda: None, close_fds=False).wait())
print(subprocess.list2cmdline(['a b', 'c']))
print(sorted(subprocess.__patched__), issubclass(subprocess.Popen, plain.Popen), subprocess.SubprocessError is plain.SubprocessError, subprocess.DEVNULL)
# Many at once, in one pool.
pool = eventlet.GreenPool(5)
print(list(pool.imap(lambda n: subprocess.call(['/bin/sh', '-c', 'exit %d' % n]), range(8))))
g = eventlet.spawn(subprocess.call, ['sleep', '0.2'])
eventlet.sleep(0.01)
with eventlet.Timeout(0.02, False):
    subprocess.check_output(['sleep', '5'])
print(g.wait())
