# compat: timeout=60
"""A signal sent to a child the moment that fork returns in the parent is not its parent's. (The child may lose it: CPython forgets
what came before its own part of fork has ended.)"""
import os
import signal
import time

seen = []
signal.signal(signal.SIGUSR1, lambda number, frame: seen.append(number))
for i in range(25):
    pid = os.fork()
    if pid == 0:
        os._exit(len(seen) > 1)
    os.kill(pid, signal.SIGUSR1)
    if os.waitpid(pid, 0)[1]:
        print('more than one')
time.sleep(0.1)
print(seen)
# What is blocked before stays blocked in both, and what is not does not.
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR2])
pid = os.fork()
mask = signal.pthread_sigmask(signal.SIG_BLOCK, [])
if pid == 0:
    os._exit(mask != {signal.SIGUSR2})
print(mask, os.waitpid(pid, 0)[1])
