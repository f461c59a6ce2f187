# Signal handlers run while the hub waits, and what they raise comes out of the main greenlet's wait.
import os
import signal

import eventlet
from eventlet import hubs

for name in ('epolls', 'poll', 'selects'):
    hubs.use_hub(name)
    log = []
    signal.signal(signal.SIGUSR1, lambda number, frame: log.append(number))
    eventlet.spawn_after(0.01, os.kill, os.getpid(), signal.SIGUSR1)
    eventlet.sleep(0.05)
    print(name, log == [signal.SIGUSR1])
    r, w = os.pipe()
    signal.signal(signal.SIGUSR1, lambda number, frame: os.write(w, b'x'))
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    signal.signal(signal.SIGALRM, lambda number, frame: os.write(w, b'y'))
    hubs.trampoline(r, read=True)
    print(os.read(r, 10))

    def interrupt(number, frame):
        raise KeyboardInterrupt('by signal')

    signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    try:
        hubs.trampoline(r, read=True, timeout=5)
    except KeyboardInterrupt as e:
        print('KeyboardInterrupt', e)
    print(eventlet.spawn(lambda: 'alive').wait(), len(hubs.get_hub().get_readers()))
    os.close(r)
    os.close(w)
