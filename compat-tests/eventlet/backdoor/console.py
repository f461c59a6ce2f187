import eventlet, io, sys
from eventlet import backdoor
from eventlet.green import socket
l = eventlet.listen(('127.0.0.1', 0))
out, sys.stdout = sys.stdout, io.StringIO()
g = eventlet.spawn(backdoor.backdoor_server, l, {'x': 41})
c = eventlet.connect(l.getsockname())
f = c.makefile('rw')
def until(prompt):
    text = ''
    while not text.endswith(prompt):
        text += f.read(1)
    return text
banner = until('>>> ')
got = []
for line in ('x + 1', 'y = 5', 'print(y * 2)', '1 / 0', 'for i in range(2):'):
    f.write(line + '\r\n'); f.flush()
    got.append(until('... ' if line.startswith('for') else '>>> '))
f.write('    print(i)\n'); f.flush(); until('... ')
f.write('\n'); f.flush(); got.append(until('>>> '))
c.shutdown(socket.SHUT_RDWR)
f.close(); c.close()
eventlet.sleep(0.01)
g.kill()
text = sys.stdout.getvalue(); sys.stdout = out
print('Python' in banner)
print(got)
import re
print(re.sub(r'\d+\.\d+\.\d+\.\d+:\d+', 'ADDR', text))
