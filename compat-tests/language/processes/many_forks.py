# compat: timeout=120
# Children of a process whose threads are busy, and whose code has just become hot, come to life and end.
import gc
import os
import threading
import time

stop = False
total = 0


def busy():
    global total
    while not stop:
        total += sum(x * x for x in range(200))
        time.sleep(0.002)


def work(n):
    return sum(i % 7 for i in range(n))


threads = [threading.Thread(target=busy) for _ in range(3)]
for thread in threads:
    thread.start()
statuses = []
for i in range(40):
    work(3000)
    pid = os.fork()
    if not pid:
        gc.collect()
        os._exit(work(100 + i) % 50)
    statuses.append((os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), work(100 + i) % 50))
stop = True
for thread in threads:
    thread.join()
print(len(statuses), all(got == expected for got, expected in statuses))
