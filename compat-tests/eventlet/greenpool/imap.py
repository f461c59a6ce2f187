import eventlet
p = eventlet.GreenPool(3)
def slow(x):
    eventlet.sleep(0.003 * (5 - x))
    return x * x
print(list(p.imap(slow, range(5))))
print(list(p.imap(lambda a, b: (a, b), [1, 2, 3], 'xy')))
print(list(p.imap(None, [1, 2], [3, 4])))
print(list(p.imap(slow, [])))
print(list(p.starmap(pow, [(2, 3), (3, 2)])))
def bad(x):
    if x == 2:
        raise ValueError(x)
    return x
import sys, io
err, sys.stderr = sys.stderr, io.StringIO()
it = p.imap(bad, range(4))
out = []
while True:
    try:
        out.append(next(it))
    except StopIteration:
        break
    except ValueError as e:
        out.append('ValueError %s' % e)
sys.stderr = err
print(out)
it = p.imap(slow, range(3))
print(type(it).__name__, iter(it) is it, it.next())
print(list(it))
