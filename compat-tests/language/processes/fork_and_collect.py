# compat: timeout=60
"""Children that run hot code, start threads of every kind and collect: their collector reads the stacks that the parent's threads left."""
import faulthandler
import gc
import os
import sys
import threading
import time


def hot(source, seconds):
    namespace = {}
    exec(source, namespace)
    until = time.monotonic() + seconds
    total = 0
    while time.monotonic() < until:
        total += namespace['work'](200)
    return total > 0


CODE = '''
def work(n):
    total = 0
    for i in range(n):
        total += i * %d %% 7
    return total
'''


def child(depth):
    ok = hot(CODE % (depth + 3), 0.3)
    threads = [threading.Thread(target=gc.collect) for i in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    faulthandler.dump_traceback_later(30)
    for i in range(5):
        garbage = [[] for i in range(10000)]
        for item in garbage:
            item.append(garbage)
        del garbage
        gc.collect()
    faulthandler.cancel_dump_traceback_later()
    return ok


def generation(depth):
    sys.stdout.flush()
    pids = []
    for i in range(2):
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                if child(depth):
                    status = 0 if depth == 2 or generation(depth + 1) == [0, 0] else 2
            finally:
                os._exit(status)
        pids.append(pid)
    return [os.waitpid(pid, 0)[1] for pid in pids]


print(hot(CODE % 2, 0.5))
print(generation(0))
