import sys, io, eventlet
from eventlet import debug
out, sys.stdout = sys.stdout, io.StringIO()
def f(a):
    b = a + 1
    return b
debug.spew(show_values=True)
f(3)
debug.unspew()
debug.spew(trace_names=['other.module'])
f(4)
debug.unspew()
text = sys.stdout.getvalue(); sys.stdout = out
print('\n'.join(l for l in text.replace(__name__, 'MAIN').splitlines() if 'debug' not in l and 'sys=' not in l))
print(sys.gettrace())
