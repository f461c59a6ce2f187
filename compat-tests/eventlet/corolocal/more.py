# Attributes per greenthread: constructors with arguments, deletion, classes below local, what a dead greenthread leaves.
import gc
import weakref

import eventlet
from eventlet import corolocal, greenthread


class Counter(corolocal.local):
    shared = []
    made = 0

    def __init__(self, start, step=1):
        Counter.made += 1
        self.value, self.step = start, step

    def count(self):
        self.value += self.step
        return self.value


counter = Counter(10, step=5)
print(counter.count(), counter.count(), Counter.made)


def other():
    first = counter.value
    counter.count()
    eventlet.sleep(0)
    counter.only_here = True
    return first, counter.count(), sorted(counter.__dict__)


print([g.wait() for g in [eventlet.spawn(other) for i in range(3)]], Counter.made)
print(counter.value, hasattr(counter, 'only_here'), counter.shared is Counter.shared)
del counter.value
try:
    counter.value
except AttributeError as e:
    print('AttributeError')
print(eventlet.spawn(lambda: counter.value).wait())
try:
    corolocal.local(1)
except TypeError as e:
    print('TypeError', e)
try:
    Counter()
except TypeError as e:
    print('TypeError')


class Held(object):
    pass


local = corolocal.local()
references = []


def holds():
    local.held = Held()
    references.append(weakref.ref(local.held))


eventlet.spawn(holds).wait()
eventlet.sleep(0)
gc.collect()
print(references[0]() is None)
print(corolocal.get_ident() == id(greenthread.getcurrent()), eventlet.spawn(corolocal.get_ident).wait() != corolocal.get_ident())
