import eventlet, tempfile, os
from eventlet.green import builtin
print(builtin.__patched__)
p = os.path.join(tempfile.mkdtemp(), 'f')
with builtin.open(p, 'w') as f:
    f.write('text')
with builtin.open(p, mode='rb') as f:
    print(f.read())
try:
    builtin.open('/no/such/file')
except FileNotFoundError as e:
    print(e.errno)
