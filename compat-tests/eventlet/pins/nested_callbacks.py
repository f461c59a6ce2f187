# Native code calling Python that waits: the greenlet keeps its OS thread, and everything goes on.
import eventlet, gc
# nested pins at several depths, kills, main ends while pinned, generators
def deep(n, d):
    if n == 0:
        eventlet.sleep(0.001*d); return 1
    return sum(sorted([deep(n-1, d)], key=lambda v: (eventlet.sleep(0), v)[1]))
gs=[eventlet.spawn(deep, 4, i%3) for i in range(40)]
print(sum(g.wait() for g in gs))
def victim():
    try:
        sorted(range(3), key=lambda v: eventlet.sleep(5))
    except eventlet.Timeout: return 'timeout'
    finally: eventlet.sleep(0)
def tv():
    with eventlet.Timeout(0.01): 
        return victim()
print([g.wait() for g in [eventlet.spawn(tv) for i in range(20)]])
gs=[eventlet.spawn(victim) for i in range(20)]
eventlet.sleep(0.01)
for g in gs: g.kill()
n=0
for g in gs:
    try: g.wait()
    except eventlet.greenlet.GreenletExit if hasattr(eventlet,'greenlet') else BaseException: n+=1
print(n)
sem=eventlet.Semaphore(1) if hasattr(eventlet,'Semaphore') else eventlet.semaphore.Semaphore(1)
out=[]
def crit(i):
    def key(v):
        with sem:
            eventlet.sleep(0); out.append(i)
        return v
    list(map(key, range(3)))
gs=[eventlet.spawn(crit,i) for i in range(10)]
for g in gs: g.wait()
print(len(out), sorted(set(out)))
q=eventlet.Queue(2)
def prod():
    list(map(q.put, range(20)))
def cons(): return sum(map(lambda _: q.get(), range(20)))
eventlet.spawn(prod); print(eventlet.spawn(cons).wait())
class A:
    def __init__(self, v): self.v=v
    def __lt__(self, o): eventlet.sleep(0); return self.v<o.v
    def __repr__(self): eventlet.sleep(0); return 'A%d'%self.v
    def __hash__(self): eventlet.sleep(0); return self.v
    def __eq__(self,o): eventlet.sleep(0); return self.v==o.v
gs=[eventlet.spawn(lambda i=i: (sorted(map(A,[3,1,2,i])), {A(1):2}[A(1)], str([A(i)]))) for i in range(10)]
print([g.wait() for g in gs][:3])
import greenlet
m=greenlet.getcurrent()
def inner(): return list(map(lambda v: m.switch(v), range(3)))
g=greenlet.greenlet(inner); print(g.switch(), g.switch('a'), g.switch('b'), g.switch('c'), g.dead)
def inner(): return list(map(lambda v: m.switch(v), range(3)))
g=greenlet.greenlet(inner); g.switch()
try: g.throw(ValueError('z'))
except ValueError as e: print(e, g.dead)
eventlet.spawn(victim); eventlet.spawn(deep, 3, 2000); eventlet.sleep(0.01)
def fin(): list(map(lambda v: eventlet.sleep(0.01), range(2)))
fin()
print('end')
