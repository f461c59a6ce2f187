import eventlet
eventlet.monkey_patch()
import logging, logging.handlers, queue, threading, time
records = []
class Collect(logging.Handler):
    def emit(self, record):
        records.append((record.threadName, record.getMessage()))
q = queue.Queue()
listener = logging.handlers.QueueListener(q, Collect())
listener.start()
log = logging.getLogger('app')
log.setLevel(logging.INFO)
log.addHandler(logging.handlers.QueueHandler(q))
def work(n):
    for i in range(3):
        log.info('message %d of %d', i, n)
        time.sleep(0.001)
    try:
        1 / 0
    except ZeroDivisionError:
        log.exception('failed in %d', n)
ts = [threading.Thread(target=work, args=(n,), name='w%d' % n) for n in range(4)]
[t.start() for t in ts]
[t.join() for t in ts]
listener.stop()
print(len(records), sorted(set(records))[:4])
