# Pipes give and take text: os.popen, subprocess, commands, popen2.
import commands
import os
import popen2
import subprocess
import sys

print repr(os.popen('echo hello; echo two').read()), [l for l in os.popen('printf "a\\nb\\n"')]
w = os.popen('cat', 'w')
w.write('written to cat\n')
w.close()
p = os.popen('exit 3')
print p.close(), os.popen('true').close()
print commands.getoutput('echo out; echo err >&2'), commands.getstatusoutput('exit 2'), commands.getstatusoutput('printf x')
p = subprocess.Popen(['cat'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
out, err = p.communicate('bytes \xff through')
print repr(out), err, p.returncode
p = subprocess.Popen('cat; echo >&2 problem', shell=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
p.stdin.write('one\ntwo\n')
p.stdin.close()
print [line for line in p.stdout], p.stdout.read() == '', repr(p.stderr.read()), p.wait()
print repr(subprocess.check_output(['echo', 'checked'])), subprocess.call('exit 4', shell=True)
try:
    subprocess.check_call('exit 5', shell=True)
except subprocess.CalledProcessError, e:
    print e.returncode
o, i = popen2.popen2('tr a-z A-Z')
i.write('shout\n')
i.close()
print repr(o.read())
i, o = os.popen2('sort')
i.write('b\na\n')
i.close()
print o.readlines()
r, w = os.pipe()
os.write(w, 'through \xe9 a pipe')
os.close(w)
print repr(os.read(r, 100))
pid = os.fork()
if pid == 0:
    os._exit(7)
print os.waitpid(pid, 0)[1] >> 8
f = os.fdopen(os.dup(1), 'w')
sys.stdout.flush()
f.write('by descriptor\n')
f.close()
t = os.tmpfile()
t.write('temporary')
t.seek(0)
print t.read(), sys.stdin.readline() == '', os.path.walk.__name__
