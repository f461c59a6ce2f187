import eventlet, io, sys
from eventlet.green import profile
def work():
    eventlet.sleep(0)
    return 5
p = profile.Profile()
print(p.runcall(work))
out, sys.stdout = sys.stdout, io.StringIO()
p.print_stats()
text = sys.stdout.getvalue(); sys.stdout = out
print('(work)' in text, 'function calls' in text)
