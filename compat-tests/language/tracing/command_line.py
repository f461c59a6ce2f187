# pdb, trace, profile and cProfile from the command line, and breakpoint().
import os
import re
import subprocess
import sys

with open('script.py', 'w') as f:
    f.write('''import sys


def f(n):
    total = 0
    for i in range(n):
        total += i
    return total


class A:
    def __init__(self):
        self.x = f(3)


def main():
    a = A()
    print(a.x, sum(f(i) for i in range(3)), sys.argv[1:])
    if 'fail' in sys.argv:
        raise ValueError(a.x)
    last = 1


main()
''')


def run(*arguments, stdin='', keep=None):
    r = subprocess.run([sys.executable] + list(arguments), input=stdin, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                       universal_newlines=True, timeout=60)
    text = re.sub(r'0x[0-9a-f]+', '0xN', re.sub(r'\d+\.\d+', 'T', r.stdout)).replace(os.getcwd() + os.sep, '')
    if keep:
        text = '\n'.join(x for x in text.splitlines() if re.search(keep, x))
    print(arguments, r.returncode)
    print(text)


run('-m', 'pdb', 'script.py', 'arg', stdin='b f\nc\nw\np n\nr\nn\nn\nunt\ncl 1\nc\nq\n')
run('-m', 'pdb', '-c', 'b 19', '-c', 'c', 'script.py', stdin='a\np a.x\nn\nq\n')
run('-m', 'pdb', 'script.py', 'fail', stdin='c\np a.x\nup\nq\n')
run('-m', 'trace', '--trace', 'script.py', keep='script')
run('-m', 'trace', '--count', '--summary', '--coverdir', 'cover', '--ignore-dir', os.path.dirname(os.__file__), 'script.py', keep='script|main')
run('-m', 'cProfile', '-s', 'name', 'script.py', keep='script')
run('-m', 'profile', '-s', 'name', 'script.py', keep='script')
run('-c', 'def g():\n    x = 1\n    breakpoint()\n    y = 2\n    z = 3\ng()', stdin='n\nn\nn\nq\n')
os.environ['PYTHONBREAKPOINT'] = '0'
run('-c', 'breakpoint()\nprint("on")')
