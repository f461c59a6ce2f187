# What still lives when the program ends: __del__ methods and generators run, with the modules intact.
import atexit
import weakref


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name, weakref is not None)


class L(list):
    def __del__(self):
        print('del', self)


def generator():
    try:
        yield 1
    finally:
        print('closed')


class Outer:
    def __init__(self):
        self.inner = D('inner')

    def __del__(self):
        print('outer holds', self.inner.name)


atexit.register(print, 'atexit')
import sys
if len(sys.argv) > 1:
    kind = sys.argv[1]
    if kind == 'global':
        x = D('global')
    elif kind == 'generator':
        x = generator()
        next(x)
    elif kind == 'list':
        x = [D('in a list')]
    elif kind == 'subclass':
        x = L([1])
    elif kind == 'outer':
        x = Outer()
    elif kind == 'cycle':
        x = D('cycle')
        x.x = x
        del x
    elif kind == 'exit':
        x = D('exit')
        sys.exit(3)
    elif kind == 'raises':
        x = D('raises')
        raise ValueError
    elif kind == 'closure':
        def f():
            v = D('closure')
            return lambda: v
        x = f()
    elif kind == 'class':
        class C:
            attribute = D('class attribute')
    elif kind == 'instance':
        class C:
            pass
        x = C()
        x.a = {'k': D('deep')}
    elif kind == 'file':
        x = open('written', 'w')
        x.write('text')
    print('end')
else:
    import subprocess
    for kind in 'global generator list subclass outer cycle exit raises closure class instance file'.split():
        r = subprocess.run([sys.executable, __file__, kind], stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
        print(kind, r.returncode, r.stdout.splitlines(), r.stderr.splitlines()[-1:])
    print(open('written').read())
