import eventlet
from eventlet import db_pool
from _fake import Module, Connection
m = Module()
log = []
p = db_pool.RawConnectionPool(m, max_size=1, cleanup=lambda c: log.append('own cleanup'))
c = p.get(); base = c._base; c.close()
print(log, base.log)
c = p.get(); p.put(c, cleanup=None)
print(log)
with p.item(cleanup=lambda c: log.append('for this one')) as c:
    pass
print(log)
p = db_pool.RawConnectionPool(m, max_idle=0)
c = p.get(); base = c._base; c.close()
print(base.log, p.free(), p.current_size)
p = db_pool.RawConnectionPool(m, max_idle=0.02, max_age=10)
c = p.get(); base = c._base; c.close()
print(p.current_size)
eventlet.sleep(0.1)
print(base.log, p.current_size, len(p.free_items))
p = db_pool.RawConnectionPool(m, max_idle=10, max_age=0.02)
c = p.get(); base = c._base
eventlet.sleep(0.05)
c.close()
print(base.log, p.current_size)
p = db_pool.RawConnectionPool(m)
cs = [p.get() for _ in range(3)]; bases = [c._base for c in cs]
[c.close() for c in cs]
p.clear()
print([b.log for b in bases], p.current_size, p.free())
p = db_pool.RawConnectionPool(m, min_size=2)
print(p.current_size, p.free(), len(p.free_items))
m.delay = 0.5
p = db_pool.RawConnectionPool(m, connect_timeout=0.01)
try:
    p.get()
except db_pool.ConnectTimeout as e:
    print('ConnectTimeout', p.current_size)
