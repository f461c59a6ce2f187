# eventlet.green.zmq: waiting lets other greenthreads run, messages stay whole, timeouts and kills leave sockets usable.
import eventlet
from eventlet.green import zmq
from eventlet.green.zmq import LockReleaseError, _BlockedThread, _QueueLock

context = zmq.Context()
print(zmq.Context.__mro__[1] is zmq.__zmq__.Context, zmq.Socket.__mro__[1] is zmq.__zmq__.Socket, zmq.__patched__)
print([getattr(zmq.Socket, n).__name__ for n in ('send', 'recv', 'send_multipart', 'recv_multipart', 'send_json', 'recv_pyobj', 'close')])


def connected(a, b, context=context):
    x, y = context.socket(a), context.socket(b)
    port = x.bind_to_random_port('tcp://127.0.0.1')
    y.connect('tcp://127.0.0.1:%d' % port)
    return x, y


# While one waits for a message, others run.
ran = []


def background():
    while True:
        ran.append(1)
        eventlet.sleep(0.001)


other = eventlet.spawn(background)
rep, req = connected(zmq.REP, zmq.REQ)


def serve():
    while True:
        question = rep.recv_multipart()
        eventlet.sleep(0.02)
        rep.send_multipart([b'answer'] + question)
        if question == [b'end']:
            return 'served'


server = eventlet.spawn(serve)
for message in ([b'1'], [b'2', b'', b'3'], [b'end']):
    req.send_multipart(message)
    print(req.recv_multipart())
print(server.wait(), len(ran) > 10)
other.kill()

# Several readers and writers on one socket: nothing is lost, parts of a message stay together.
pull, push = connected(zmq.PULL, zmq.PUSH)
pool = eventlet.GreenPool()
got = []


def reader():
    while True:
        parts = pull.recv_multipart()
        if parts == [b'stop']:
            return
        got.append((parts[0] == parts[1] == parts[2], parts[0]))
        eventlet.sleep(0)


def writer(n):
    for i in range(50):
        push.send_multipart([b'%d.%d' % (n, i)] * 3)
        eventlet.sleep(0)


readers = [pool.spawn(reader) for _ in range(3)]
for g in [eventlet.spawn(writer, n) for n in range(4)]:
    g.wait()
while len(got) < 200:
    eventlet.sleep(0.01)
for _ in readers:
    push.send_multipart([b'stop'])
pool.waitall()
print(len(got), len(set(got)), all(whole for whole, _ in got))

# Every way of sending and receiving.
push.send_string(u'text \u00e9')
push.send_json({'a': [1]}, sort_keys=True)
push.send_pyobj((1, 'x'))
push.send(b'plain')
print(pull.recv_string(), pull.recv_json(), pull.recv_pyobj(), pull.recv(copy=False).bytes)
push.send_string('now', zmq.NOBLOCK)
eventlet.sleep(0.1)
print(pull.recv_string(zmq.NOBLOCK))

# Timeouts, eventlet's and the socket's.
for attempt in range(2):
    try:
        with eventlet.Timeout(0.02):
            pull.recv()
    except eventlet.Timeout as e:
        print('timeout', e)
pull.setsockopt(zmq.RCVTIMEO, 30)
try:
    pull.recv()
except zmq.Again as e:
    print(type(e).__name__, e, e.is_timeout)
pull.setsockopt(zmq.RCVTIMEO, 0)
try:
    pull.recv()
except ValueError as e:
    print('ValueError', e)
pull.setsockopt(zmq.RCVTIMEO, -1)
try:
    pull.recv(zmq.NOBLOCK)
except zmq.ZMQError as e:
    print(type(e).__name__, e.errno == zmq.EAGAIN)

# Killed while it waits: the next reader gets the message.
victim = eventlet.spawn(pull.recv)
eventlet.sleep(0.01)
victim.kill()
heir = eventlet.spawn(pull.recv)
eventlet.sleep(0.01)
push.send(b'inherited')
print(victim.dead, heir.wait())

# Closed while somebody waits.
waiter = eventlet.spawn(pull.recv)
eventlet.sleep(0.01)
pull.close()
try:
    waiter.wait()
except zmq.ZMQError as e:
    print(type(e).__name__, e.errno == zmq.ENOTSOCK, pull.closed)
push.close(0)

# A sender that waits for room.
source, sink = context.socket(zmq.PUSH), context.socket(zmq.PULL)
source.hwm = sink.hwm = 1
sink.bind('inproc://narrow')
source.connect('inproc://narrow')
sent = []


def fill():
    for i in range(10):
        source.send(b'%d' % i)
        sent.append(i)


filler = eventlet.spawn(fill)
eventlet.sleep(0.05)
print(0 < len(sent) < 10, [sink.recv() for _ in range(10)])
filler.wait()
print(sent)

# Publishing.
pub, sub = connected(zmq.PUB, zmq.SUB)
sub.setsockopt(zmq.SUBSCRIBE, b'wanted')
received = eventlet.spawn(sub.recv_multipart)
while not received.dead:
    pub.send_multipart([b'other', b'0'])
    pub.send_multipart([b'wanted', b'1'])
    eventlet.sleep(0.01)
print(received.wait())

# Errors go through.
for call in (lambda: sub.send(b'x'), lambda: rep.send(b'x'), lambda: req.recv(), lambda: pub.send('text'), lambda: context.socket(99)):
    try:
        call()
    except Exception as e:
        print(type(e).__name__, e)

# The lock and the place of who waits.
lock = _QueueLock()
print(bool(lock))
order = []


def hold(n):
    with lock:
        with lock:
            order.append(n)
            eventlet.sleep(0.002)


for g in [eventlet.spawn(hold, n) for n in range(4)]:
    g.wait()
print(order, bool(lock))
try:
    lock.release()
except LockReleaseError as e:
    print(e)
place = _BlockedThread()
print(bool(place), place.wake())
blocked = eventlet.spawn(place.block)
eventlet.sleep(0)
print(bool(place))
try:
    place.block()
except Exception as e:
    print(e)
print(place.wake(), place.wake())
blocked.wait()
print(bool(place), place.wake())

for s in (rep, req, source, sink, pub, sub):
    s.close(0)
context.term()
try:
    context.socket(zmq.PULL)
except zmq.ZMQError as e:
    print(e)
