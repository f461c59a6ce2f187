# The code cache is an implementation's own; what a script sees of changed sources must be the same.
import importlib, os, sys, subprocess, time
with open('mod.py', 'w') as f: f.write('v = 1\n')
run = lambda: subprocess.run([sys.executable, '-c', 'import sys; sys.path.insert(0, "."); import mod; print(mod.v)'], capture_output=True, text=True, env={k: v for k, v in os.environ.items() if k != 'PYTHONDONTWRITEBYTECODE'}).stdout.strip()
print(run(), run())
time.sleep(1.1)
with open('mod.py', 'w') as f: f.write('v = 22\n')
print(run())
with open('mod.py', 'w') as f: f.write('v = 333\n')
print(run())
os.remove('mod.py')
print(repr(run()))
procs = []
with open('many.py', 'w') as f: f.write('x = list(range(1000))\nprint(len(x))\n')
for i in range(4):
    procs.append(subprocess.Popen([sys.executable, '-c', 'import sys; sys.path.insert(0, "."); import many'], stdout=subprocess.PIPE, text=True))
print([p.communicate()[0].strip() for p in procs])
import py_compile, compileall
with open('comp.py', 'w') as f: f.write('z = 9\n')
out = py_compile.compile('comp.py', cfile='out.pyc')
print(out, os.path.exists('out.pyc'))
try:
    with open('badc.py', 'w') as f: f.write('z = = 9\n')
    py_compile.compile('badc.py', cfile='x.pyc', doraise=True)
except py_compile.PyCompileError as e:
    print(e.exc_type_name, e.msg.splitlines()[-1])
