# open(path, 'w').write(text): the text is there for whoever looks at the file next.
import os
import shutil
import subprocess
import warnings

warnings.simplefilter('ignore')
open('a', 'w').write('first')
print(open('a').read())
open('a', 'w').write('x')
print(open('a').read(), os.path.getsize('a'), os.stat('a').st_size)
open('a', 'a').write('y')
open('a', 'a').write('z')
print(open('a', 'rb').read())
open('a', 'w').write('long text that is truncated')
open('a', 'w').write('short')
print(open('a').read())
open('b', 'wb').write(b'binary')
print(os.path.getsize('b'))
open('b', 'wb').write(b'sub')
print(subprocess.run(['cat', 'b'], stdout=subprocess.PIPE).stdout)
open('b', 'w').write('system\n')
os.system('cat b >&2')
open('b', 'w').write('copied')
shutil.copy('b', 'c')
print(open('c').read())
open('b', 'w').write('renamed')
os.rename('b', 'd')
print(open('d').read())
open('b', 'w').write('by descriptor')
fd = os.open('b', os.O_RDONLY)
print(os.read(fd, 100))
os.close(fd)
f = open('b', 'w')
f.write('still open')
print(repr(open('b').read()), os.path.getsize('b'))
f.flush()
print(repr(open('b').read()))
f.close()


def writes():
    f = open('e', 'w')
    f.write('in a function')


writes()
print(open('e').read())
print('printed', file=open('e', 'w'))
print(open('e').read())
open('e', 'w').write('forked')
pid = os.fork()
if pid == 0:
    os.write(1, open('e', 'rb').read() + b'\n')
    os._exit(0)
os.waitpid(pid, 0)
print(open('e').read())
code = '''
f = open('f', 'w')
f.write('kept until the end')
open('g', 'w').write('dropped before the end')
'''
import sys
subprocess.run([sys.executable, '-c', code])
print(open('f').read(), open('g').read())
