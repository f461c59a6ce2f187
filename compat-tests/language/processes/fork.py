# compat: forced=no
import os, sys, time, threading, signal
r, w = os.pipe()
sys.stdout.flush()
pid = os.fork()
if pid == 0:
    os.close(r)
    os.write(w, b'child %d %d' % (os.getpid() != os.getppid(), len(os.environ) > 0))
    os._exit(7)
os.close(w)
print(os.read(r, 100), os.waitpid(pid, 0)[1] >> 8, os.WEXITSTATUS(7 << 8))
data = list(range(1000))
sys.stdout.flush()
pid = os.fork()
if pid == 0:
    try:
        data.append(sum(data))
        print('child sees', data[-1], flush=True)
        t = threading.Thread(target=lambda: print('thread in child', flush=True))
        t.start(); t.join()
        sys.exit(3)
    except SystemExit as e:
        os._exit(e.code)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), len(data))
sys.stdout.flush()
pid = os.fork()
if pid == 0:
    time.sleep(60)
    os._exit(0)
os.kill(pid, signal.SIGTERM)
_, status = os.wait()
print(os.WIFSIGNALED(status), os.WTERMSIG(status), os.WIFEXITED(status), os.waitstatus_to_exitcode(status))
log = []
os.register_at_fork(before=lambda: log.append('before'), after_in_parent=lambda: log.append('parent'), after_in_child=lambda: log.append('child'))
sys.stdout.flush()
pid = os.fork()
if pid == 0:
    print(log, flush=True)
    os._exit(0)
os.waitpid(pid, 0)
print(log)
try:
    os.waitpid(-1, 0)
except ChildProcessError as e:
    print(e)
try:
    os.kill(pid, 0)
except ProcessLookupError as e:
    print(e)
sys.stdout.flush()
pids = []
for i in range(5):
    p = os.fork()
    if p == 0: os._exit(i)
    pids.append(p)
print(sorted(os.waitpid(p, 0)[1] >> 8 for p in pids))
sys.stdout.flush()
pid = os.fork()
if pid == 0:
    os.execv('/bin/sh', ['sh', '-c', 'echo exec ok; exit 4'])
print(os.waitpid(pid, 0)[1] >> 8)
sys.stdout.flush()
pid = os.fork()
if pid == 0:
    grandchild = os.fork()
    if grandchild == 0: os._exit(9)
    os._exit(os.waitpid(grandchild, 0)[1] >> 8)
print(os.waitpid(pid, 0)[1] >> 8)
pid = os.spawnv(os.P_NOWAIT, '/bin/true', ['true'])
print(os.waitpid(pid, os.WUNTRACED)[1], os.system('exit 3') >> 8, os.popen('echo popen').read(), os.popen('exit 2').close())
pid, fd = os.forkpty()
if pid == 0:
    print('on a terminal', os.isatty(0), flush=True)
    os._exit(0)
shown = b''
while not shown.endswith(b'\n'):
    shown += os.read(fd, 100)
print(shown, os.waitpid(pid, 0)[1])
pid = os.posix_spawn('/bin/sh', ['sh', '-c', 'exit 6'], os.environ)
print(os.waitpid(pid, 0)[1] >> 8, 'done')
try:
    os.execv('/nope', ['x'])
except FileNotFoundError as e:
    print(e)
for f in (lambda: os.execv('/bin/true', []), lambda: os.posix_spawn('/nope', ['x'], {}), lambda: os.execve('/bin/true', ['x'], {1: 2})):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
