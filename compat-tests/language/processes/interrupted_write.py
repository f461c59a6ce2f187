# A write that a signal cuts short runs the handler before it returns, and what the handler raises comes out of it.
# compat: timeout=60
import os
import signal


class Alarm(Exception):
    pass


def on_alarm(number, frame):
    raise Alarm(signal.Signals(number).name)


signal.signal(signal.SIGALRM, on_alarm)
data = b'x' * (4 << 20)


def attempt(name, write):
    r, w = os.pipe()
    returned = False
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        # Nobody reads: the pipe fills, and the rest waits until the alarm.
        write(w)
        returned = True
    except Alarm as e:
        print(name, 'raised', e, 'after its return' if returned else 'in the call')
    else:
        print(name, 'was not interrupted')
    os.set_blocking(r, False)
    print(len(os.read(r, 1 << 20)) > 0)
    os.close(r)
    os.close(w)


def raw(fd):
    return open(fd, 'wb', buffering=0, closefd=False).write(data)


def buffered(fd):
    file = open(fd, 'wb', closefd=False)
    try:
        return file.write(data)
    finally:
        file.detach()


for i in range(3):
    attempt('os.write', lambda fd: os.write(fd, data))
    attempt('raw', raw)
attempt('buffered', buffered)
