import eventlet
from eventlet import pools
n = [0]
def make():
    n[0] += 1
    return n[0]
p = pools.Pool(max_size=3, create=make)
items = [p.get() for _ in range(3)]
p.resize(1)
print(p.free())
for i in items:
    p.put(i)
print(p.free(), p.current_size, list(p.free_items))
p.resize(2)
print(p.free(), p.get(), p.get(), p.current_size)
for stack in (False, True):
    p = pools.Pool(max_size=3, create=make, order_as_stack=stack)
    xs = [p.get() for _ in range(3)]
    base = xs[0]
    for x in xs:
        p.put(x)
    print(stack, [p.get() - base for _ in range(3)])
def failing():
    raise RuntimeError('no item')
p = pools.Pool(max_size=1, create=failing)
for _ in range(2):
    try:
        p.get()
    except RuntimeError as e:
        print(e, p.current_size, p.free())
