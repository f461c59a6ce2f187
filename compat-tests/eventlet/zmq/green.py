# compat: timeout=30
# eventlet.green.zmq: many greenthreads on sockets, timeouts, kills.
import eventlet
from eventlet.green import zmq

context = zmq.Context()
print(type(context).__module__, issubclass(zmq.Socket, zmq.__zmq__.Socket))


def pair(a, b):
    server, client = context.socket(a), context.socket(b)
    server.setsockopt(zmq.LINGER, 0)
    client.setsockopt(zmq.LINGER, 0)
    port = server.bind_to_random_port('tcp://127.0.0.1')
    client.connect('tcp://127.0.0.1:%d' % port)
    return server, client


rep, req = pair(zmq.REP, zmq.REQ)


def server():
    while True:
        request = rep.recv_json()
        eventlet.sleep(0.01)
        rep.send_json({'double': request['n'] * 2})
        if request['n'] == 4:
            return 'served'


ticks = []


def ticker():
    while True:
        ticks.append(1)
        eventlet.sleep(0.005)


g, t = eventlet.spawn(server), eventlet.spawn(ticker)
for n in range(5):
    req.send_json({'n': n})
    print(req.recv_json())
print(g.wait(), len(ticks) > 5)
t.kill()

pull, push = pair(zmq.PULL, zmq.PUSH)
results = []


def reader(pull=pull):
    while results[-1:] != [b'last']:
        results.append(pull.recv())


readers = [eventlet.spawn(reader) for _ in range(3)]
for i in range(300):
    push.send(b'%d' % i)
with eventlet.Timeout(5):
    while len(results) < 300:
        eventlet.sleep(0.01)
print(sorted(map(int, results)) == list(range(300)))
for g in readers:
    push.send(b'last')
    eventlet.sleep(0.05)
print(results[-3:], len(results))
pull.close()
push.close()
pull, push = pair(zmq.PULL, zmq.PUSH)

with eventlet.Timeout(0.05, False):
    pull.recv()
    print('not reached')
pull.setsockopt(zmq.RCVTIMEO, 50)
try:
    pull.recv()
except zmq.Again as e:
    print('again', e.is_timeout)
pull.setsockopt(zmq.RCVTIMEO, 0)
try:
    pull.recv()
except ValueError as e:
    print('ValueError', e)
pull.setsockopt(zmq.RCVTIMEO, -1)
try:
    pull.recv(zmq.NOBLOCK)
except zmq.ZMQError as e:
    print(e, e.errno == zmq.EAGAIN)

# Many greenthreads send messages of several parts, which stay together.
dealer, other = pair(zmq.DEALER, zmq.DEALER)


def sender(n):
    for i in range(20):
        dealer.send_multipart([b'%d' % n, b'%d' % i, b'%d' % (n * i)])


eventlet.sleep(0.1)
for n in range(5):
    eventlet.spawn(sender, n)
good = 0
for _ in range(100):
    a, b, c = other.recv_multipart()
    good += int(a) * int(b) == int(c)
print(good)
for s in (rep, req, pull, push, dealer, other):
    s.close()
print(rep.closed)
try:
    rep.recv()
except zmq.ZMQError as e:
    print(type(e).__name__, e)
context.term()
try:
    context.socket(zmq.REQ)
except zmq.ZMQError as e:
    print(e)
