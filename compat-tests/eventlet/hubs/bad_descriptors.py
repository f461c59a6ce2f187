# Descriptors that are closed, negative or no descriptors, waited for in every hub.
import os

import eventlet
from eventlet import hubs


def attempt(label, *args, **kwargs):
    try:
        with eventlet.Timeout(0.2):
            result = hubs.trampoline(*args, **kwargs)
        print(label, result == args[0] or result == args[0].fileno())
    except eventlet.Timeout:
        print(label, 'waits')
    except BaseException as e:
        print(label, type(e).__name__, e)


class File(object):
    def __init__(self, number):
        self.number = number

    def fileno(self):
        return self.number


for name in ('epolls', 'poll', 'selects'):
    hubs.use_hub(name)
    hub = hubs.get_hub()
    print('--', name)
    # Far from the numbers that are used next.
    r, w = 200, 201
    if name != 'selects':
        attempt('negative', -1, read=True)
        attempt('negative, for writing', -5, write=True)
        attempt('text', 'abc', read=True)
        attempt('None', None, read=True)
        attempt('float', 1.5, read=True)
    if name == 'epolls':
        attempt('closed', r, read=True)
        attempt('closed, with a timer', w, write=True, timeout=5)
        attempt('too large', 10 ** 6, read=True)
    else:
        # Where a registration fails, the original leaves the listener behind.
        f = os.open(__file__, os.O_RDONLY)
        attempt('regular file', File(f), read=True)
        attempt('regular file, for writing', File(f), write=True)
    print(eventlet.spawn(lambda: 'alive').wait())
attempt('neither', 0)
