import eventlet
p = eventlet.GreenPool(2)
pulled = []
def source():
    for i in range(100):
        pulled.append(i)
        yield i
it = p.imap(lambda x: x, source())
print(next(it), len(pulled) < 20)
for i in range(10):
    eventlet.sleep(0)
print(len(pulled) < 20)
print(sum(it), len(pulled))
def failing_source():
    yield 1
    raise RuntimeError('source broke')
import sys, io
err, sys.stderr = sys.stderr, io.StringIO()
it = p.imap(lambda x: x, failing_source())
print(next(it))
with eventlet.Timeout(0.02, False):
    print(next(it))
text = sys.stderr.getvalue(); sys.stderr = err
print('source broke' in text)
