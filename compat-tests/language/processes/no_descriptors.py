# compat: timeout=60
# What a process needs to go on without a descriptor left: code that runs for the first time, errors that are caught and shown, threads of
# the runtime's own that start again after idling.
import csv
import decimal
import fractions
import io
import json
import os
import resource
import textwrap
import time
import traceback

import eventlet
from eventlet.green import socket

eventlet.sleep(0)
# Room for what the runtime opens beforehand.
limit = max(map(int, os.listdir('/proc/self/fd'))) + 300
resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
time.sleep(4.6)
held = []
try:
    while True:
        held.append(os.open('/dev/null', os.O_RDONLY))
except OSError as e:
    print(e)


def fail(n):
    if n:
        fail(n - 1)
    raise ValueError(n)


def work():
    for i in range(300):
        json.dumps({'a': [1, 2, {'b': None}]})
        textwrap.fill('abc ' * 50)
        csv.writer(io.StringIO()).writerow([1, 2, 'x'])
        str(decimal.Decimal(i) / 7)
        fractions.Fraction(i, 7) + 1
        eventlet.Timeout(5).cancel()
        sorted({i: 1, 2: 3}.items())
        '%s %5.2f' % (i, i)
    return eventlet.spawn(sum, range(10)).wait()


for turn in range(2):
    print(work())
    try:
        fail(3)
    except ValueError as e:
        print(traceback.format_exception_only(type(e), e), len(traceback.extract_tb(e.__traceback__)))
    for function in (socket.socket, os.pipe, lambda: open('/etc/passwd')):
        try:
            function()
        except OSError as e:
            print(type(e).__name__, e.errno)
    try:
        with eventlet.Timeout(0.01):
            eventlet.sleep(5)
    except eventlet.Timeout as e:
        print(e)
    time.sleep(4.6)
for fd in held:
    os.close(fd)
with open('/etc/passwd') as f:
    print(len(f.readline()) > 0)
