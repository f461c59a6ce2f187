import eventlet
from eventlet import pools
class P(pools.Pool):
    n = 0
    def create(self):
        self.n += 1
        return 'item%d' % self.n
p = P(min_size=1, max_size=2)
print(p.free(), p.current_size, p.waiting())
a, b = p.get(), p.get()
print(a, b, p.free(), p.current_size)
got = []
def w():
    got.append(p.get())
g = eventlet.spawn(w)
eventlet.sleep(0)
print(p.waiting(), got)
p.put(a)
g.wait()
print(got, p.waiting(), p.free())
p.put(b)
with p.item() as i:
    print(i, p.free())
print(p.free())
try:
    with p.item() as i:
        raise ValueError(i)
except ValueError as e:
    print(e, p.free())
p.put(got[0])
print(p.free(), list(p.free_items))
q = pools.Pool(create=lambda: 'made', max_size=1)
print(q.get(), q.free())
try:
    pools.Pool().get()
except NotImplementedError as e:
    print('NotImplementedError', e)
print([type(x).__name__ for x in (pools.TokenPool(max_size=2).get(),)], pools.TokenPool(max_size=2).free())
