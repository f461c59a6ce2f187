# compat: timeout=60
"""logging from many greenthreads: rotating files, a queue with its listener, sockets, memory, filters and contexts."""
import eventlet
eventlet.monkey_patch()
import glob
import logging
import logging.config
import logging.handlers
import pickle
import queue
import socketserver
import struct
import threading

logger = logging.getLogger('service')
logger.setLevel(logging.DEBUG)
logger.propagate = False
local = threading.local()


class Context(logging.Filter):
    def filter(self, record):
        record.request = getattr(local, 'request', '-')
        return True


rotating = logging.handlers.RotatingFileHandler('service.log', maxBytes=2000, backupCount=50)
rotating.setFormatter(logging.Formatter('%(levelname)s [%(request)s] %(message)s'))
rotating.addFilter(Context())
logger.addHandler(rotating)


def work(i):
    local.request = 'r%02d' % i
    for n in range(10):
        logger.info('step %d of %d', n, i)
        eventlet.sleep(0)


pool = eventlet.GreenPool(20)
for i in range(20):
    pool.spawn_n(work, i)
pool.waitall()
rotating.close()
logger.removeHandler(rotating)
lines = []
for name in glob.glob('service.log*'):
    with open(name) as f:
        text = f.read()
    assert len(text) <= 2000, name
    lines += text.splitlines()
print(len(lines), len(set(lines)), sorted(lines)[0], sorted(lines)[-1])

records = queue.Queue()
kept = []


class Keep(logging.Handler):
    def emit(self, record):
        kept.append(record.getMessage())


listener = logging.handlers.QueueListener(records, Keep(level=logging.WARNING), respect_handler_level=True)
listener.start()
logger.addHandler(logging.handlers.QueueHandler(records))
for t in [threading.Thread(target=lambda i=i: logger.warning('warned %d', i), name='t%d' % i) for i in range(10)]:
    t.start()
    t.join()
logger.info('below the level')
listener.stop()
logger.handlers.clear()
print(sorted(kept))

received = queue.Queue()


class Receiver(socketserver.StreamRequestHandler):
    def handle(self):
        while True:
            head = self.rfile.read(4)
            if len(head) < 4:
                return
            received.put(logging.makeLogRecord(pickle.loads(self.rfile.read(struct.unpack('>L', head)[0]))))


server = socketserver.ThreadingTCPServer(('127.0.0.1', 0), Receiver)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
remote = logging.handlers.SocketHandler('127.0.0.1', server.server_address[1])
logger.addHandler(remote)
for i in range(5):
    logger.error('over the wire %s', i)
try:
    1 / 0
except ZeroDivisionError:
    logger.exception('failed')
got = [received.get(timeout=10) for i in range(6)]
print([r.getMessage() for r in got], 'ZeroDivisionError' in got[-1].exc_text)
remote.close()
logger.handlers.clear()
server.shutdown()
server.server_close()

target = Keep()
memory = logging.handlers.MemoryHandler(3, flushLevel=logging.ERROR, target=target)
logger.addHandler(memory)
kept.clear()
logger.info('one')
logger.info('two')
print(kept)
logger.error('three')
print(kept)
logging.config.dictConfig({'version': 1, 'formatters': {'f': {'format': '%(name)s:%(message)s'}},
                           'handlers': {'h': {'class': 'logging.FileHandler', 'filename': 'configured.log', 'formatter': 'f'}},
                           'loggers': {'configured': {'handlers': ['h'], 'level': 'INFO'}}})
eventlet.GreenPile(5)
for g in [eventlet.spawn(logging.getLogger('configured').info, 'greenthread %d', i) for i in range(5)]:
    g.wait()
logging.shutdown()
with open('configured.log') as f:
    print(f.read().splitlines())
