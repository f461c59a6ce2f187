# Every pattern of sockets, polling, messages of several parts, and the end of a context that another thread waits on.
import threading
import time

import zmq


def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e, getattr(e, 'errno', None))


context = zmq.Context()


def connected(a, b, **options):
    x, y = context.socket(a), context.socket(b)
    for name, value in options.items():
        setattr(y, name, value)
    y.connect('tcp://127.0.0.1:%d' % x.bind_to_random_port('tcp://127.0.0.1'))
    return x, y


rep, req = connected(zmq.REP, zmq.REQ)
t(req.recv)
t(lambda: rep.send(b'x'))
t(lambda: rep.recv(zmq.NOBLOCK))
req.send_multipart([b'a', b'b', b''])
t(lambda: req.send(b'x'))
t(rep.recv_multipart)
rep.send_json({'a': [1, 2]})
t(req.recv_json)
req.send_pyobj((1, 'x'))
t(rep.recv_pyobj)
rep.send_string('h\u00e9')
t(req.recv_string)
poller = zmq.Poller()
poller.register(req, zmq.POLLIN)
poller.register(rep, zmq.POLLIN)
t(lambda: poller.poll(10))
req.send(b'question')
t(lambda: [(s is rep, e) for s, e in poller.poll(5000)])
poller.unregister(rep)
t(lambda: (rep in poller, req in poller, len(poller.sockets)))
frame = rep.recv(copy=False)
print(frame.bytes, frame.more)
rep.send(frame, copy=False)
t(req.recv)
rep.rcvtimeo = 50
t(rep.recv)

pub, sub = connected(zmq.PUB, zmq.SUB)
sub.subscribe('a')
while not sub.poll(20):
    pub.send(b'bx')
    pub.send(b'ax')
t(sub.recv)
t(lambda: sub.send(b'x'))
t(lambda: pub.recv())

xpub, xsub = connected(zmq.XPUB, zmq.XSUB)
xsub.send(b'\x01topic')
t(xpub.recv)
xpub.send_multipart([b'topic', b'1'])
t(xsub.recv_multipart)
xsub.send(b'\x00topic')
t(xpub.recv)

router, dealer = connected(zmq.ROUTER, zmq.DEALER, identity=b'D1')
dealer.send_multipart([b'1', b'2'])
t(router.recv_multipart)
router.send_multipart([b'D1', b'ok'])
t(dealer.recv_multipart)
router.router_mandatory = 1
t(lambda: router.send_multipart([b'nobody', b'x']))
big = b'z' * 3000000
dealer.send(big)
t(lambda: router.recv_multipart() == [b'D1', big])

left, right = connected(zmq.PAIR, zmq.PAIR)
left.send(b'l')
right.send(b'r')
t(lambda: (left.recv(), right.recv()))
with context.socket(zmq.PUSH) as push, context.socket(zmq.PULL) as pull:
    with push.bind('inproc://x'), pull.connect('inproc://x'):
        for i in range(2000):
            push.send(b'%d' % i, zmq.NOBLOCK)
        print([int(pull.recv()) for _ in range(2000)] == list(range(2000)))
    t(lambda: pull.recv(zmq.NOBLOCK))

# A thread that waits hears of the end.
waiting = threading.Event()


def wait():
    waiting.set()
    try:
        sub.subscribe('nothing')
        while True:
            sub.recv()
    except zmq.ContextTerminated as e:
        print('terminated', e.errno == zmq.ETERM)
    t(lambda: sub.recv(zmq.NOBLOCK))
    sub.close()


thread = threading.Thread(target=wait)
thread.start()
waiting.wait()
time.sleep(0.1)
for s in (rep, req, pub, xpub, xsub, router, dealer, left, right):
    s.close()
context.term()
thread.join()
t(lambda: context.socket(zmq.REQ))
with zmq.Context() as short:
    print(short.closed)
print(short.closed)
