import eventlet, tempfile, os, builtins
real = builtins.open
eventlet.monkey_patch(builtins=True)
from eventlet import patcher
print(sorted(patcher.already_patched), builtins.open is real, open.__module__)
p = os.path.join(tempfile.mkdtemp(), 'x')
with open(p, 'w') as f:
    f.write('hi')
with open(p, encoding='utf-8') as f:
    print(f.read())
