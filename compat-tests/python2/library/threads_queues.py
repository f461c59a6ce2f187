# thread, threading and Queue by their old names.
import Queue
import thread
import threading
import time

jobs = Queue.Queue()
done = Queue.Queue(10)


def worker():
    while True:
        job = jobs.get()
        if job is None:
            break
        done.put((job, job ** 2))
        jobs.task_done()

threads = [threading.Thread(target=worker, name='w%d' % i) for i in range(3)]
for t in threads:
    t.setDaemon(True)
    t.start()
for n in range(6):
    jobs.put(n)
jobs.join()
for t in threads:
    jobs.put(None)
for t in threads:
    t.join()
print [t.isAlive() for t in threads], [t.getName() for t in threads], threads[0].isDaemon()
print sorted(done.get() for i in range(done.qsize())), done.empty()
try:
    done.get_nowait()
except Queue.Empty, e:
    print 'Empty'
small = Queue.Queue(1)
small.put(1)
try:
    small.put(2, False)
except Queue.Full:
    print 'Full'
p = Queue.PriorityQueue()
for item in [(2, 'b'), (1, None), (1, 'a')]:
    p.put(item)
print [p.get() for i in range(3)]
lock = thread.allocate_lock()
lock.acquire()
print lock.locked(), lock.acquire(0)


def release():
    time.sleep(0.01)
    lock.release()

thread.start_new_thread(release, ())
lock.acquire()
print 'acquired', threading.currentThread().getName(), threading.activeCount()
event = threading.Event()
threading.Timer(0.01, event.set).start()
event.wait(5)
print event.isSet()
condition = threading.Condition()
items = []


def produce():
    condition.acquire()
    items.append('item')
    condition.notifyAll()
    condition.release()

condition.acquire()
threading.Thread(target=produce).start()
while not items:
    condition.wait(5)
condition.release()
print items
local = threading.local()
local.x = 1


def sees():
    print hasattr(local, 'x')

t = threading.Thread(None, sees)
t.start()
t.join()
semaphore = threading.Semaphore(2)
print semaphore.acquire(), semaphore.acquire(), semaphore.acquire(False)
