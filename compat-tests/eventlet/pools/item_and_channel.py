# A pool that is resized under waiters, and items that come back when nobody and when somebody waits.
import eventlet
from eventlet import pools


class Numbers(pools.Pool):
    made = 0

    def create(self):
        self.made += 1
        return self.made


p = Numbers(min_size=1, max_size=2)
print(p.free(), p.waiting(), p.current_size, list(p.free_items))
a, b = p.get(), p.get()
order = []


def waiter(name):
    x = p.get()
    order.append((name, x))
    eventlet.sleep(0.001)
    p.put(x)


gs = [eventlet.spawn(waiter, i) for i in range(3)]
eventlet.sleep(0)
print(p.free(), p.waiting())
p.put(a)
for g in gs:
    g.wait()
print(sorted(order), p.free(), p.waiting())
p.resize(1)
p.put(b)
print(p.current_size, p.free(), len(p.free_items))
p.resize(3)
print(p.free(), p.get(), p.get(), p.get(), p.current_size)
try:
    with eventlet.Timeout(0.01):
        p.get()
except eventlet.Timeout:
    print('Timeout', p.waiting())
with Numbers().item() as item:
    print(item)
q = Numbers(max_size=1)
try:
    with q.item() as item:
        raise ValueError('inside')
except ValueError as e:
    print(e, q.free(), list(q.free_items))
try:
    pools.Pool().get()
except NotImplementedError as e:
    print('NotImplementedError', e)


class Fails(pools.Pool):
    def create(self):
        raise KeyError('no item')


f = Fails(max_size=1)
for i in range(2):
    try:
        f.get()
    except KeyError as e:
        print('KeyError', e, f.current_size, f.free())
print(pools.Pool(create=lambda: 'made').get(), pools.TokenPool(max_size=1).get().__class__.__name__)
stack = Numbers(max_size=3, order_as_stack=True)
items = [stack.get() for i in range(3)]
for x in items:
    stack.put(x)
print([stack.get() for i in range(3)])
for options in ({'min_size': 3, 'max_size': 1}, {'max_size': 0}, {'min_size': -1}):
    try:
        r = Numbers(**options)
        print(sorted(options.items()), r.current_size, r.free(), len(r.free_items))
    except Exception as e:
        print(type(e).__name__, e)
