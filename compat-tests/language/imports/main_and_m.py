import os, subprocess, sys
os.makedirs('pk/sub')
files = {'pk/__init__.py': 'print("init", __name__)\n', 'pk/__main__.py': 'import sys\nprint("main", __name__, __package__, sys.argv[1:], __spec__.name, sys.path[0] == __import__("os").getcwd())\nfrom . import helper\n',
         'pk/helper.py': 'print("helper", __name__)\n', 'pk/sub/__init__.py': '', 'pk/mod.py': 'import sys\nprint(__name__, __package__, sys.argv[1:], __spec__.name)\nfrom .helper import *\n',
         'script.py': 'import sys, os\nprint(__name__, __package__, __spec__, os.path.basename(__file__), sys.argv, sys.path[0] == os.getcwd())\nimport __main__\nprint(__main__.__name__, __main__.__dict__ is globals())\n',
         'dir/__main__.py': 'import sys, os\nprint("dir main", __name__, repr(__package__), os.path.basename(sys.path[0]), sys.argv)\n', 'onlymod.py': 'print("onlymod", __name__)\n', 'fails.py': 'def f():\n  raise KeyError("x")\nf()\n'}
for n, t in files.items():
    os.makedirs(os.path.dirname(n) or '.', exist_ok=True)
    open(n, 'w').write(t)


def run(*args, **kw):
    p = subprocess.run([sys.executable, *args], capture_output=True, text=True, **kw)
    err = p.stderr.replace(os.getcwd(), 'CWD').replace(sys.executable, 'PYTHON')
    print(args, p.returncode, p.stdout, err[-300:] if 'frozen' not in err else err.splitlines()[-1])


run('-m', 'pk', 'a', '-b')
run('-m', 'pk.mod', 'x')
run('script.py', 'p', '--q')
run('dir', 'arg')
run('-m', 'onlymod')
run('-m', 'pk.sub')
run('-m', 'nope')
run('-m', 'pk.nope')
run('-m', 'os.path.x')
run('fails.py')
run('pk')
run('-c', 'import sys; print(sys.argv, __name__, sys.path[0] == "")', '-x', 'y')
run('-', 'z', input='import sys; print(sys.argv, __name__)')
run(input='print("from stdin", __name__)')
run('nofile.py')
run('-m')
run('-c')
