# A thread that writes and flushes without end leaves others their turn: with the stream, and with the interpreter.
import os
import sys
import threading
import time

stream = open(os.devnull, 'w')
stop = False


def write():
    while not stop:
        stream.write('.')
        stream.flush()


thread = threading.Thread(target=write)
thread.start()
time.sleep(0.3)
longest = 0
for _ in range(20):
    started = time.monotonic()
    stream.write('!')
    stream.flush()
    longest = max(longest, time.monotonic() - started)
stop = True
thread.join()
print(longest < 5)

# Short system calls one after another.
descriptor = os.open(os.devnull, os.O_WRONLY)
stop = False


def short():
    while not stop:
        os.write(descriptor, b'.')


thread = threading.Thread(target=short)
thread.start()
longest = 0
for _ in range(20):
    started = time.monotonic()
    time.sleep(0.001)
    longest = max(longest, time.monotonic() - started)
stop = True
thread.join()
print(longest < 5)
