# tpool: calls in OS threads while greenthreads go on.
import time
import eventlet
from eventlet import tpool

ticks = []


def ticker():
    while True:
        ticks.append(1)
        eventlet.sleep(0.005)

gt = eventlet.spawn(ticker)
real_sleep = eventlet.patcher.original('time').sleep


def blocking(n):
    real_sleep(0.03)
    return n * 2

print tpool.execute(blocking, 21), len(ticks) > 2
pile = eventlet.GreenPile()
for n in range(3):
    pile.spawn(tpool.execute, blocking, n)
print list(pile)
gt.kill()


def fails():
    raise KeyError, 'in a thread'

try:
    tpool.execute(fails)
except KeyError, e:
    print 'KeyError', e


class Thing(object):
    def __init__(self):
        self.items = ['x']

    def method(self, n):
        return [n] * 2

proxy = tpool.Proxy(Thing())
print proxy.method(5), proxy.items, isinstance(proxy.items, list)
tpool.killall()
