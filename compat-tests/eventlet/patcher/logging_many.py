import logging, io
stream = io.StringIO()
logging.basicConfig(stream=stream, format='%(threadName)s %(message)s', level=logging.INFO)
import eventlet
eventlet.monkey_patch()
import threading, time
def w(i):
    for k in range(3):
        logging.info('%d-%d', i, k)
        time.sleep(0)
ts = [threading.Thread(target=w, args=(i,), name='w%d' % i) for i in range(5)]
[t.start() for t in ts]; [t.join() for t in ts]
lines = stream.getvalue().splitlines()
print(len(lines), lines[:5])
gs = [eventlet.spawn(w, i) for i in range(3)]
[g.wait() for g in gs]
print(len(stream.getvalue().splitlines()))
