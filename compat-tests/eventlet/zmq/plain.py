# compat: timeout=30
# The patterns of plain sockets, over TCP and within the process.
import threading
import time

import zmq

context = zmq.Context()


def pair(a, b, endpoint):
    server, client = context.socket(a), context.socket(b)
    server.linger = client.linger = 0
    server.rcvtimeo = client.rcvtimeo = 5000
    server.bind(endpoint)
    client.connect(server.last_endpoint.decode() if endpoint.startswith('tcp') else endpoint)
    return server, client


for endpoint in ('tcp://127.0.0.1:*', 'inproc://one'):
    rep, req = pair(zmq.REP, zmq.REQ, endpoint)
    req.send(b'hello')
    print(rep.recv(), rep.rcvmore)
    rep.send_multipart([b'a', b'', b'c' * 100000])
    print([len(p) for p in req.recv_multipart()])
    req.send_json({'x': [1, None, 'é']})
    print(rep.recv_json())
    rep.send_pyobj({1: (2, 3)})
    print(req.recv_pyobj())
    req.send_string('grüße')
    print(rep.recv_string())
    rep.send(bytearray(b'buffer'))
    print(req.recv(copy=False).bytes)
    rep.close()
    req.close()

pull, push = pair(zmq.PULL, zmq.PUSH, 'tcp://127.0.0.1:*')
for i in range(1000):
    push.send(b'%d' % i)
print(sum(int(pull.recv()) for _ in range(1000)))

router, dealer = pair(zmq.ROUTER, zmq.DEALER, 'tcp://127.0.0.1:*')
dealer.close()
dealer = context.socket(zmq.DEALER)
dealer.identity = b'me'
dealer.linger = 0
dealer.connect(router.last_endpoint.decode())
dealer.send_multipart([b'', b'hi'])
parts = router.recv_multipart(copy=False)
print([p.bytes for p in parts], [p.more for p in parts], bytes(memoryview(parts[2])))
router.send_multipart([b'me', b'', b'back'])
print(dealer.recv_multipart(), dealer.identity)

pub, sub = pair(zmq.XPUB, zmq.SUB, 'tcp://127.0.0.1:*')
sub.subscribe('a')
sub.setsockopt(zmq.SUBSCRIBE, b'b')
print(sorted([pub.recv(), pub.recv()]))
for topic in (b'a1', b'c1', b'b1'):
    pub.send(topic)
print(sub.recv(), sub.recv(), sub.poll(50))
sub.unsubscribe(b'a')
print(pub.recv())

poller = zmq.Poller()
poller.register(pull, zmq.POLLIN)
poller.register(push, zmq.POLLIN | zmq.POLLOUT)
print([(s is push, int(e)) for s, e in poller.poll(1000)])
push.send(b'x')
print(pull.poll(1000), zmq.select([pull], [push], [], 1)[0] == [pull], pull.recv(), pull in poller)
poller.unregister(push)
print(poller.poll(20), push in poller)

done = []


def blocked():
    try:
        pull.recv()
    except zmq.ContextTerminated as e:
        done.append(e.errno == zmq.ETERM)
    except zmq.Again:
        done.append('again')
    pull.close()


pull.rcvtimeo = -1
thread = threading.Thread(target=blocked)
thread.start()
time.sleep(0.1)
for s in (push, router, dealer, pub, sub):
    s.close()
context.term()
thread.join()
print(done, context.closed)

with zmq.Context() as context:
    with context.socket(zmq.PUSH) as s:
        with s.bind('inproc://bound') as same:
            print(same is s, s.closed)
    print(s.closed)
print(context.closed)
