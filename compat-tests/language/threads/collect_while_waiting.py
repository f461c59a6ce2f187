# Who waits for what a dropped object's callback brings about does not wait for ever.
import threading
import weakref


class Thing:
    pass


def drop(event):
    things = [Thing() for _ in range(3000)]
    things[0].reference = weakref.ref(things[1], lambda reference: None)
    return weakref.ref(things[0], lambda reference: event.set())


event = threading.Event()
reference = drop(event)
print(event.wait(20), reference() is None)
