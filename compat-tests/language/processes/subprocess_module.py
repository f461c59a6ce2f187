import subprocess as sp, sys, os, signal, time
r = sp.run(['echo', 'hi'], capture_output=True, text=True)
print(r, r.returncode, repr(r.stdout), r.check_returncode(), r.args)
print(sp.check_output(['cat'], input=b'in'), sp.call(['sh', '-c', 'exit 3']), sp.getoutput('echo a; echo b >&2'), sp.getstatusoutput('exit 2'), sp.run('echo $0 $X', shell=True, env={'X': 'y', 'PATH': os.environ['PATH']}, stdout=sp.PIPE).stdout, sp.check_call(['true']), sp.run(['pwd'], cwd='/', stdout=sp.PIPE).stdout, sp.run(['sh', '-c', 'echo e >&2'], stderr=sp.STDOUT, stdout=sp.PIPE).stdout, sp.run(['sh', '-c', 'echo x'], stdout=sp.DEVNULL).stdout)
for f in (lambda: sp.check_call(['false']), lambda: sp.check_output(['sh', '-c', 'echo o; exit 4']), lambda: sp.run(['nope-command']), lambda: sp.run(['sleep', '5'], timeout=0.1), lambda: sp.run([]), lambda: sp.run(['true'], cwd='/nope'), lambda: sp.Popen(5), lambda: sp.run(['true'], stdin=sp.PIPE, input='x'), lambda: sp.run(['true'], capture_output=True, stdout=sp.PIPE), lambda: sp.run(['/etc/passwd']), lambda: sp.run(['true', '\0']), lambda: sp.run(['sh', '-c', 'kill -9 $$'], check=True), lambda: sp.check_output(['true'], stdout=1), lambda: sp.Popen(['true'], bufsize='x'), lambda: sp.run(['true'], env={1: 2}), lambda: sp.Popen(['true'], preexec_fn=lambda: 1 / 0), lambda: sp.run('', shell=True).returncode, lambda: sp.run(['true'], pass_fds=[99999], close_fds=False) and None, lambda: sp.run([b'echo', 'mixed'], capture_output=True).stdout, lambda: sp.run(['true'], user='no-such-user'), lambda: sp.run(['echo', 1])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).split(' after ')[0], getattr(e, 'output', ''))
p = sp.Popen(['cat'], stdin=sp.PIPE, stdout=sp.PIPE, text=True, bufsize=1)
p.stdin.write('line\n')
print(p.stdout.readline(), p.poll(), p.communicate('rest\n'), p.returncode, p.poll(), p.wait(), p.stdin.closed, p.args)
p = sp.Popen(['sleep', '60'])
p.terminate()
print(p.wait(), repr(p).replace(str(p.pid), 'PID'))
p = sp.Popen(['sleep', '60']); p.kill(); print(p.wait(5))
p = sp.Popen(['sleep', '60']); p.send_signal(signal.SIGINT); print(p.wait(5), p.send_signal(9))
p = sp.Popen(['sleep', '0.3'])
try:
    p.wait(0.05)
except sp.TimeoutExpired as e:
    print(e.cmd)
print(p.wait())
p = sp.Popen([sys.executable, '-c', 'import sys; sys.stderr.write("E" * 100000); sys.stdout.write("O" * 100000); print(len(sys.stdin.read()))'], stdin=sp.PIPE, stdout=sp.PIPE, stderr=sp.PIPE)
out, err = p.communicate(b'i' * 200000)
print(len(out), len(err), out[-7:], p.returncode)
p = sp.Popen(['sh', '-c', 'sleep 0.2; echo late'], stdout=sp.PIPE)
try:
    p.communicate(timeout=0.02)
except sp.TimeoutExpired:
    print('timeout', p.communicate())
p1 = sp.Popen(['echo', 'b\na'], stdout=sp.PIPE)
p2 = sp.Popen(['sort'], stdin=p1.stdout, stdout=sp.PIPE)
p1.stdout.close()
print(p2.communicate()[0], p1.wait())
with open('out', 'w') as f: sp.run(['echo', 'to file'], stdout=f)
print(open('out').read(), sp.run(['cat'], stdin=open('out'), stdout=sp.PIPE).stdout)
r, w = os.pipe()
print(sp.run(['sh', '-c', 'echo fd > /dev/fd/%d' % w], pass_fds=[w]).returncode, os.read(r, 10), sp.run(['sh', '-c', 'echo x > /dev/fd/%d' % w], stderr=sp.DEVNULL).returncode)
print(sp.run(['sh', '-c', 'ps -o sid= -p $$'], start_new_session=True, stdout=sp.PIPE).stdout.strip() != b'%d' % os.getsid(0), sp.run(['sh', '-c', 'umask'], umask=0o77, stdout=sp.PIPE).stdout, sp.list2cmdline(['a b', 'c"d']), sp.run(['printf', '%s', 'é'], stdout=sp.PIPE, encoding='latin-1').stdout, sp.run(['printf', 'a\r\nb'], stdout=sp.PIPE, universal_newlines=True).stdout)
print(sp.run(['true'], preexec_fn=lambda: os.write(1, b'')).returncode, sp.run(['sh', '-c', 'echo $HOME'], env={'HOME': '/h'}, capture_output=True).stdout, sp.Popen(['true']).wait())
with sp.Popen(['echo', 'ctx'], stdout=sp.PIPE) as p: print(p.stdout.read())
print(p.returncode, sp.CompletedProcess(['a'], 1), sp.CalledProcessError(3, 'cmd'), sp.CalledProcessError(-9, 'c'), sp.TimeoutExpired('c', 2), sp.SubprocessError.__mro__[1].__name__)
