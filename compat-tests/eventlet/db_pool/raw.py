import io, re, sys
out, sys.stdout = sys.stdout, io.StringIO()
import eventlet
from eventlet import db_pool
from _fake import Module, Connection
m = Module()
p = db_pool.RawConnectionPool(m, max_size=2, user='u', passwd='p')
a = p.get()
print(a, bool(a), a._base.args, p.current_size, p.free())
print(a.cursor().execute('select'), a.commit())
with a as x:
    print(x)
base = a._base
a.close()
print(bool(a), base.log, p.free(), len(p.free_items))
a.close()
b = p.get()
print(b, b._base is base)
c = p.get()
got = []
def waiter():
    with p.item() as conn:
        got.append(repr(conn))
g = eventlet.spawn(waiter)
eventlet.sleep(0)
print(got, p.waiting())
p.put(b)
g.wait()
print(got, p.waiting())
# a connection that breaks makes room for a new one
c._base.broken = True
p.put(c)
print(p.current_size, p.free())
d = p.get(); e = p.get()
def waiter2():
    got.append(repr(p.get()))
g = eventlet.spawn(waiter2)
eventlet.sleep(0)
e._base.broken = True
e.close()
g.wait()
print(got[-1])
try:
    a.cursor()
except AttributeError:
    print('a closed wrapper is dead')
text = sys.stdout.getvalue()
sys.stdout = out
print(re.sub('0x[0-9a-f]+', 'ADDR', text))
