import eventlet
pile = eventlet.GreenPile(2)
def f(x):
    eventlet.sleep(0.001 * (4 - x))
    return x
for i in range(4):
    pile.spawn(f, i)
print(list(pile), pile.counter)
print(list(eventlet.GreenPile()))
pool = eventlet.GreenPool(3)
a, b = eventlet.GreenPile(pool), eventlet.GreenPile(pool)
print(a.pool is pool, eventlet.GreenPile(5).pool.size)
for i in range(3):
    a.spawn(f, i); b.spawn(lambda i=i: -i)
print(list(a), list(b))
def bad():
    raise ValueError('in pile')
import sys, io
err, sys.stderr = sys.stderr, io.StringIO()
pile.spawn(bad); pile.spawn(f, 1)
out = []
while True:
    try:
        out.append(next(pile))
    except StopIteration:
        break
    except ValueError as e:
        out.append(str(e))
sys.stderr = err
print(out)
pile.spawn(f, 3)
print(pile.next())
try:
    pile.next()
except StopIteration:
    print('stop')
