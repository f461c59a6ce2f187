import eventlet, sys, io, re
from eventlet import greenpool, pools
sys.stderr = io.StringIO()
def attempt(f, *a, **k):
    try:
        r = f(*a, **k)
        print('ok', r if isinstance(r, (int, str, list, tuple, type(None), bool)) else type(r).__name__)
    except BaseException as e:
        print(type(e).__name__, re.sub('0x[0-9a-f]+', 'N', str(e))[:120])
for bad in (-1, 'x', None, 1.5, 0):
    attempt(eventlet.GreenPool, bad)
p = eventlet.GreenPool(2)
attempt(p.resize, 'x'); attempt(p.resize, -1); print(p.size, p.free(), p.running(), p.waiting())
p = eventlet.GreenPool(2)
attempt(p.spawn, 5); attempt(p.waitall)
attempt(p.spawn_n, 1 .__truediv__, 0); attempt(p.waitall); print(p.running(), p.free())
attempt(p.imap, len); attempt(lambda: list(p.imap(None, [1, 2]))); attempt(lambda: list(p.starmap(pow, [(2, 3), (3, 2)])))
attempt(lambda: list(p.imap(pow, [2, 3], [3]))); attempt(lambda: list(p.imap(lambda x: 1 // x, [1, 0, 1])))
attempt(p.waitall)
#def again(): p.waitall()
#attempt(lambda: p.spawn(again).wait())
pile = eventlet.GreenPile(p); pile.spawn(lambda: 1); pile.spawn(lambda: 2)
print(list(pile)); attempt(next, pile)
pile = eventlet.GreenPile(); attempt(next, pile)
pile = eventlet.GreenPile(2); pile.spawn(lambda: 1 / 0); attempt(next, pile); attempt(next, pile)
class MyPool(pools.Pool):
    n = 0
    def create(self):
        MyPool.n += 1
        if MyPool.n == 3: raise OSError('cannot create')
        return MyPool.n
m = MyPool(min_size=1, max_size=2)
print(m.current_size, m.free(), m.waiting(), m.max_size, m.min_size, m.order_as_stack)
a = m.get(); b = m.get(); print(a, b, m.free())
with eventlet.Timeout(0.01, False): m.get()
print(m.waiting())
m.put(b)
with m.item() as i: print(i, m.free())
print(m.free())
m.resize(3); x = m.get(); attempt(m.get); print(m.current_size)
attempt(pools.Pool); attempt(lambda: pools.Pool(max_size=1).get())
t = pools.TokenPool(max_size=2); print(type(t.get()).__name__, t.free()); 
