import eventlet, time, threading
from eventlet import tpool, patcher
main = threading.get_ident()
print(tpool.execute(lambda a, b=1: (a, b, threading.get_ident() != main), 5, b=6))
ticks = []
def ticker():
    while True:
        ticks.append(1); eventlet.sleep(0.005)
t = eventlet.spawn(ticker)
tpool.execute(time.sleep, 0.1)
t.kill()
print(len(ticks) > 5)
try:
    tpool.execute(lambda: 1 / 0)
except ZeroDivisionError as e:
    print('ZeroDivisionError', e)
def raises():
    raise KeyError('k')
try:
    tpool.execute(raises)
except KeyError as e:
    import traceback, sys
    print(e, [f.name for f in traceback.extract_tb(sys.exc_info()[2])][-1])
print(list(eventlet.GreenPool().imap(lambda i: tpool.execute(pow, i, 2), range(10))))
print(tpool.execute(lambda: tpool.execute(lambda: 'nested')))
with eventlet.Timeout(0.02, False):
    tpool.execute(time.sleep, 0.1)
    print('no')
eventlet.sleep(0.12)
print('late answer ignored')
print(len(tpool._threads))
tpool.killall()
print(tpool._setup_already, len(tpool._threads))
tpool.set_num_threads(3)
print(tpool.execute(lambda: 'again'), len(tpool._threads))
tpool.killall()
