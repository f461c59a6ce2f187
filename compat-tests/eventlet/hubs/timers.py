# Timer and LocalTimer by themselves.
import re
import sys

import eventlet
from eventlet import debug, hubs
from eventlet.hubs import timer

hub = hubs.get_hub()
log = []


def note(*args, **kw):
    log.append((args, kw))
    return 'ignored'


t = timer.Timer(5, note, 1, two=2)
print(re.sub('0x[0-9a-f]+', '0xN', repr(t)), t.pending, t.called, t.seconds, t.tpl == (note, (1,), {'two': 2}))
print(t('passed', 'over'), log, t.pending, t.called, hasattr(t, 'tpl'))
print(repr(t), t())
print(log)
try:
    t.copy()
except AttributeError as e:
    print('AttributeError', e)
t = timer.Timer(1, note)
c = t.copy()
print(type(c).__name__, c is t, c.seconds, c.tpl == t.tpl)
t.cancel()
print(t.called, t.pending, hasattr(t, 'tpl'), t.cancel(), t())
c.schedule()
print(c.called, c.scheduled_time > 0, hub.get_timers_count() > 0)
c.cancel()


def bad():
    raise ValueError('bad')


t = timer.Timer(0, bad)
try:
    t()
except ValueError as e:
    print(e, t.called, hasattr(t, 'tpl'))
print(isinstance(timer.Timer(0, note) < timer.Timer(0, note), bool))
try:
    timer.Timer(0, note) > 3
except TypeError as e:
    print(e)
for args in ((), (1,)):
    try:
        timer.Timer(*args)
    except TypeError as e:
        print('TypeError')


def make():
    return timer.LocalTimer(0, note, 'local')


del log[:]
local = make()
print(type(local).__name__, local.pending, local.greenlet is eventlet.getcurrent(), isinstance(local, timer.Timer))
local()
print(log, local.called, local.pending)
local = eventlet.spawn(make).wait()
print(local.pending, local.greenlet.dead, local.called, local(), local.called, log)
local = make()
local.cancel()
print(local.greenlet, local.called, local.pending)
local.cancel()
copy = make().copy()
print(type(copy).__name__, copy.pending)

# Callbacks that cancel themselves and others, and schedule again.
del log[:]
timers = []


def cancels():
    log.append('cancels')
    for t in timers:
        t.cancel()


def again(n):
    log.append(n)
    if n:
        hub.schedule_call_global(0, again, n - 1)


timers.append(hub.schedule_call_global(0, cancels))
timers.append(hub.schedule_call_global(0.001, note, 'never'))
timers.append(hub.schedule_call_local(0.001, note, 'never'))
hub.schedule_call_global(0, again, 3)
eventlet.sleep(0.02)
print(log)
debug.hub_timer_stacks(True)
t = timer.Timer(5, len, 'x')
text = repr(t)
print(text.splitlines()[0], 't = timer.Timer(5' in text, hasattr(t, 'traceback'), 't = timer.Timer(5' in t.traceback.getvalue())
debug.hub_timer_stacks(False)
print(repr(timer.Timer(5, len, 'x')).splitlines())
hub.add_timer(timer.Timer(0, note, 'by hand'))
eventlet.sleep(0.01)
print(log[-1])


class Own(timer.Timer):
    def __call__(self, *args):
        log.append('own')
        return super(Own, self).__call__(*args)


hub.add_timer(Own(0, note, 'called by its own'))
Own(0, note, 'called by its own again').schedule()
eventlet.sleep(0.01)
print(log[-4:])
for what in ('text', None, [1]):
    try:
        hub.schedule_call_global(what, note)
        print('scheduled')
    except TypeError as e:
        print('TypeError')
print(eventlet.spawn(lambda: 'alive').wait())
