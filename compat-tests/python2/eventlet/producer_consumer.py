# Producer and consumer around a Queue and a GreenPool.
import eventlet
from eventlet import queue

q = eventlet.Queue()
pool = eventlet.GreenPool(3)
seen = set()
LINKS = {'/': ['/a', '/b'], '/a': ['/b', '/c'], '/b': ['/'], '/c': ['/d'], '/d': []}


def fetch(url, outq):
    eventlet.sleep(0.001)
    outq.put((url, LINKS[url]))


def producer(start):
    urls = [start]
    seen.add(start)
    while True:
        for url in urls:
            pool.spawn_n(fetch, url, q)
        urls = []
        while not q.empty() or pool.running():
            try:
                url, links = q.get(timeout=0.1)
            except queue.Empty:
                continue
            order.append(url)
            for link in links:
                if link not in seen:
                    seen.add(link)
                    urls.append(link)
            if urls:
                break
        if not urls and q.empty() and not pool.running():
            break

order = []
producer('/')
print order[0], sorted(order), len(seen)
bounded = eventlet.Queue(2)
made = []


def produce(n):
    for i in range(n):
        bounded.put(i)
        made.append(i)
    bounded.put(None)


def consume():
    total = 0
    while True:
        item = bounded.get()
        if item is None:
            return total
        total += item
        eventlet.sleep(0)

eventlet.spawn(produce, 10)
consumer = eventlet.spawn(consume)
print consumer.wait(), made == range(10), bounded.qsize(), bounded.empty()
for kind in (queue.LifoQueue, queue.PriorityQueue, queue.LightQueue):
    k = kind()
    for item in (2, 'x', None, 1):
        k.put(item)
    print kind.__name__, [k.get() for i in range(4)]
try:
    queue.Queue(1).get(block=False)
except queue.Empty, e:
    print 'Empty'
full = queue.Queue(1)
full.put(1)
try:
    full.put(2, timeout=0.001)
except queue.Full:
    print 'Full', full.full()
