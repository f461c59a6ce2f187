# signal.set_wakeup_fd: the handler is due when the descriptor is ready, and a byte that cannot be written is reported.
# compat: timeout=60
import contextlib
import io
import os
import select
import signal
import socket


class Interrupted(Exception):
    pass


def handler(number, frame):
    raise Interrupted(number)


signal.signal(signal.SIGALRM, handler)
r, w = os.pipe()
os.set_blocking(w, False)
os.set_blocking(r, False)
print(signal.set_wakeup_fd(w))
poller = select.poll()
poller.register(r, select.POLLIN)
epoll = select.epoll()
epoll.register(r, select.EPOLLIN)
for wait in [lambda: select.select([r], [], [], 20), lambda: poller.poll(20000), lambda: epoll.poll(20)]:
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    try:
        print('not interrupted', wait())
    except Interrupted as e:
        print('interrupted', e)
    print(list(os.read(r, 100)))

signal.signal(signal.SIGALRM, lambda number, frame: print('handled', number))


def show(err):
    # In between is where the report was made: anywhere after the signal.
    lines = err.getvalue().splitlines()
    print(lines[:1] + lines[-1:])


def report(fd, **options):
    signal.set_wakeup_fd(fd, **options)
    with contextlib.redirect_stderr(io.StringIO()) as err:
        signal.raise_signal(signal.SIGALRM)
    show(err)


report(r)
try:
    while True:
        os.write(w, b'x' * 4096)
except BlockingIOError:
    pass
try:
    while True:
        os.write(w, b'x')
except BlockingIOError:
    pass
report(w)
report(w, warn_on_full_buffer=True)
report(w, warn_on_full_buffer=False)
a, b = socket.socketpair()
b.setblocking(False)
fd = b.fileno()
signal.set_wakeup_fd(fd)
a.close()
with contextlib.redirect_stderr(io.StringIO()) as err:
    signal.raise_signal(signal.SIGALRM)
show(err)
print(signal.set_wakeup_fd(-1) == fd)
