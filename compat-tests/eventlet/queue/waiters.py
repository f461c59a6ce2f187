"""queue.Waiter and ItemWaiter, and what queues do in the main loop's greenlet."""
import contextlib
import io
import re

import eventlet
from eventlet import hubs, queue


def in_hub(function):
    """Run a function in the hub's greenlet; returns what it returned or raised."""
    done = []

    def run():
        try:
            done.append(function())
        except BaseException as e:
            done.append((type(e).__name__, str(e)))

    hubs.get_hub().schedule_call_global(0, run)
    eventlet.sleep(0)
    eventlet.sleep(0)
    return done[0]


def quiet(function):
    out = io.StringIO()
    with contextlib.redirect_stderr(out):
        result = in_hub(function)
    lines = out.getvalue().strip().split('\n')
    return result, lines[0], lines[-1]


def shape(text):
    return re.sub('0x[0-9a-f]+', '0x', str(text)).split('greenlet=<')[0]


waiter = queue.Waiter()
print(shape(repr(waiter)), str(waiter), bool(waiter), waiter.waiting)
for outside in (lambda: waiter.switch(1), lambda: waiter.throw(ValueError)):
    try:
        outside()
    except AssertionError as e:
        print('AssertionError', e)
print(in_hub(lambda: waiter.switch(1)), in_hub(lambda: waiter.throw(ValueError)), in_hub(waiter.wait))
g = eventlet.spawn(waiter.wait)
eventlet.sleep(0)
print(bool(waiter), waiter.waiting, shape(repr(waiter)), shape(str(waiter)))
print(in_hub(lambda: waiter.switch('value')), g.wait(), bool(waiter))


def catching():
    try:
        return waiter.wait()
    except ValueError as e:
        return 'caught', e.args


g = eventlet.spawn(catching)
eventlet.sleep(0)
print(in_hub(lambda: waiter.throw(ValueError('thrown'))), g.wait())


# What the greenlet raises stays there: it is printed.
def raising():
    waiter.wait()
    raise KeyError('out of the greenlet')


import greenlet
for wake in (lambda: waiter.switch(1), lambda: waiter.throw(KeyError('thrown in'))):
    plain = greenlet.greenlet(raising)

    def start():
        plain.parent = hubs.get_hub().greenlet
        plain.switch()

    hubs.get_hub().schedule_call_global(0, start)
    eventlet.sleep(0)
    print(quiet(wake), waiter.waiting)
item = queue.ItemWaiter('the item', True)
print(item.item, item.block, shape(repr(item)), bool(item))

print('in the main loop')
q = queue.Queue(1)
print(in_hub(lambda: q.get(False)), in_hub(q.get_nowait), in_hub(lambda: q.put_nowait(1)), in_hub(lambda: q.put_nowait(2)), in_hub(lambda: q.get_nowait()))
for blocking in (lambda: q.get(), ):
    print(in_hub(blocking))
results = []
full = queue.LightQueue(1)
full.put('first')
putter = eventlet.spawn(full.put, 'second')
eventlet.sleep(0)
print(in_hub(lambda: full.get(False)), in_hub(lambda: full.get(False)), putter.wait(), full.qsize())
empty = queue.LightQueue(0)
getter = eventlet.spawn(empty.get)
eventlet.sleep(0)
print(in_hub(lambda: empty.put('given', False)), getter.wait())
print(in_hub(lambda: empty.put('nobody', False)))
sender = eventlet.spawn(empty.put, 'sent')
eventlet.sleep(0)
print(in_hub(lambda: empty.get(False)), sender.dead)
sender.kill()
# A get that fails when it is served passes its failure on.


class Failing(queue.LightQueue):
    def _get(self):
        raise LookupError('broken _get')


failing = Failing()
getter = eventlet.spawn(failing.get)
eventlet.sleep(0)
failing.put(1)
try:
    getter.wait()
except LookupError as e:
    print('LookupError', e)
