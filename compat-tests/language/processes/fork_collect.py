# Finalizers, collections and threads in forked children, whose parent has threads that wait with frames on their stacks.
import gc
import os
import sys
import threading
import weakref


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        os.write(1, b'del %s\n' % self.name)


def deep(n, event):
    if n:
        return deep(n - 1, event)
    ready.release()
    event.wait()


ready, stop = threading.Semaphore(0), threading.Event()
threads = [threading.Thread(target=deep, args=(n * 20, stop), daemon=True) for n in range(4)]
for t in threads:
    t.start()
for t in threads:
    ready.acquire()


def child(depth):
    x = D(b'in depth %d' % depth)
    del x
    gc.collect()
    read, write = os.pipe()
    stream = os.fdopen(write, 'w')
    stream.write('flushed')
    del stream
    gc.collect()
    os.write(1, os.read(read, 10) + b'\n')
    started = [threading.Thread(target=sorted, args=([3, 1, 2],), kwargs={'key': lambda v: [v]}) for _ in range(5)]
    for t in started:
        t.start()
    gc.collect()
    for t in started:
        t.join()
    gc.collect()
    w = weakref.ref(D(b'thread local'), lambda r: os.write(1, b'callback\n'))
    gc.collect()
    os.write(1, b'%a\n' % w())
    if depth < 3:
        pid = os.fork()
        if pid == 0:
            child(depth + 1)
        os.write(1, b'status %d\n' % os.waitpid(pid, 0)[1])
    os._exit(0)


for i in range(2):
    pid = os.fork()
    if pid == 0:
        child(1)
    print(os.waitpid(pid, 0)[1], flush=True)
stop.set()
