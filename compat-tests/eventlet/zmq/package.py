# Constants, the package's helpers, defaults of contexts, trackers, devices.
import threading

import zmq
import zmq.decorators
from zmq.utils import jsonapi, z85

print(sorted(set(zmq.__all__)))
for name in sorted(set(zmq.constants.__all__)):
    value = getattr(zmq, name)
    if isinstance(value, int):
        print(name, repr(value))
print(zmq.pyzmq_version_info() >= (24,), zmq.zmq_version_info() >= (4, 3), zmq.DRAFT_API, zmq.COPY_THRESHOLD, zmq.IPC_PATH_MAX_LEN)
print([(o.name, o._opt_type.name) for o in zmq.SocketOption if o._opt_type.name != 'int'])


def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e, getattr(e, 'errno', None))


t(lambda: zmq.ZMQError('text'))
t(lambda: zmq.ZMQError(5, 'text').strerror)
t(lambda: repr(zmq.ZMQVersionError('9.9', 'That')))
t(lambda: repr(zmq.error.InterruptedSystemCall()))
t(lambda: zmq.error._check_version((9,), 'It'))
t(lambda: zmq.error._check_rc(-1, zmq.EAGAIN))
t(lambda: zmq.error._check_rc(-1, zmq.ETERM))
t(lambda: zmq.error._check_rc(0))
t(lambda: [c.__name__ for c in zmq.Again.__mro__])
t(lambda: z85.encode(bytes(range(8))))
t(lambda: z85.decode(b'HelloWorld'))
t(lambda: z85.decode('HelloWorld'))
t(lambda: z85.encode(b'abc'))
t(lambda: z85.decode(b'abc'))
t(lambda: jsonapi.dumps({'a': '\u00e9'}, ensure_ascii=False))
t(lambda: jsonapi.loads(b'[1]'))
public, secret = zmq.curve_keypair()
t(lambda: (len(public), zmq.curve_public(secret) == public))
t(lambda: zmq.curve_public(b'short'))

context = zmq.Context()
t(lambda: (context.io_threads, context.max_sockets, context.get(zmq.SOCKET_LIMIT)))
context.max_sockets = 40
t(lambda: context.max_sockets)
t(lambda: context.linger)
context.linger = 5
context.setsockopt(zmq.SUBSCRIBE, b'x')
context.rcvtimeo = 20
t(lambda: (context.linger, context.getsockopt(zmq.LINGER)))
s = context.socket(zmq.PULL)
t(lambda: (s.linger, s.rcvtimeo, s.type))
t(s.recv)
del context.linger
t(lambda: context.linger)
t(lambda: context.nothing)
t(lambda: setattr(context, 'nothing', 1))
t(lambda: delattr(context, 'nothing'))
t(lambda: delattr(context, 'rate'))
t(lambda: context.get(77))
t(lambda: context.set(77, 1))
t(lambda: zmq.Context(io_threads=-1))
t(lambda: 'LINGER' in dir(s) and 'IO_THREADS' in dir(context))
t(lambda: s.socket_type)
t(lambda: zmq.Poller().poll(0))
t(lambda: zmq.Poller().unregister(5))
t(lambda: s in zmq.Poller())
t(lambda: zmq.zmq_poll([('text', 1)], 0))
t(lambda: zmq.select([s], [], [], 0.01))
t(lambda: zmq.MessageTracker(zmq.Frame(b'x')))
t(lambda: zmq.MessageTracker(5))
event = threading.Event()
tracker = zmq.MessageTracker(event)
t(lambda: tracker.done)
t(lambda: tracker.wait(0.01))
event.set()
t(lambda: (tracker.done, tracker.wait(1)))

p, q = context.socket(zmq.PUSH), context.socket(zmq.PULL)
q.bind('inproc://pipe')
p.connect('inproc://pipe')
for data in (b'bytes', bytearray(b'array'), memoryview(b'view'), zmq.Frame(b'frame'), b''):
    p.send(data)
    p.send(data, copy=False)
    print(q.recv(), q.recv(copy=False).bytes)
t(lambda: p.send(zmq.Frame(b'x'), copy=False, track=True))
t(lambda: p.send(b'x', routing_id=5))
t(lambda: p.send(b'x', group='g'))
p.send_serialized([1, 2], lambda msg: [str(x).encode() for x in msg])
t(lambda: q.recv_serialized(lambda parts: list(map(int, parts))))
p.send_multipart([b'1', bytearray(b'2'), memoryview(b'3')], copy=False)
t(lambda: [(f.bytes, f.more, f.get(zmq.MORE)) for f in q.recv_multipart(copy=False)])
t(lambda: p.send_string(b'x'))
p.send(b'\xff')
t(lambda: q.recv_string())
p.send(b'no json')
t(lambda: q.recv_json())
p.send(b'x', zmq.SNDMORE)
p.send(b'y')
t(lambda: (q.recv(), q.getsockopt(zmq.RCVMORE), q.recv(), q.getsockopt(zmq.RCVMORE)))
t(lambda: q.poll(0))
t(lambda: p.poll(0, zmq.POLLOUT))


@zmq.decorators.context('ctx')
@zmq.decorators.socket('push', zmq.PUSH, context_name='ctx')
def decorated(**given):
    return sorted(given), given['push'].context is given['ctx']


t(decorated)
t(lambda: decorated(ctx=1))


@zmq.decorators.socket(zmq.PULL)
def positional(a, socket):
    return a is context, socket.type


t(lambda: positional(context))
t(lambda: zmq.Context.instance() is zmq.Context.instance())

# A proxy with a capture socket and a control socket.
front, back, seen, control = (context.socket(k) for k in (zmq.ROUTER, zmq.DEALER, zmq.PUSH, zmq.PAIR))
front.bind('inproc://front')
back.bind('inproc://back')
seen.bind('inproc://seen')
control.bind('inproc://control')
watcher, pilot = context.socket(zmq.PULL), context.socket(zmq.PAIR)
watcher.connect('inproc://seen')
pilot.connect('inproc://control')
thread = threading.Thread(target=zmq.proxy_steerable, args=(front, back, seen, control))
thread.start()
client, worker = context.socket(zmq.REQ), context.socket(zmq.REP)
client.connect('inproc://front')
worker.connect('inproc://back')
client.send(b'question')
t(worker.recv)
worker.send(b'answer')
t(client.recv)
t(lambda: watcher.recv_multipart()[1:])
t(lambda: watcher.recv_multipart()[1:])
pilot.send(b'TERMINATE')
thread.join()
for x in (front, back, seen, control, watcher, pilot, client, worker):
    x.close()


def device():
    a, b = context.socket(zmq.PULL), context.socket(zmq.PUSH)
    a.bind('inproc://in')
    b.bind('inproc://out')
    ready.set()
    try:
        zmq.device(zmq.STREAMER, a, b)
    except zmq.ContextTerminated as e:
        print('device', e)
    a.close()
    b.close()


ready = threading.Event()
thread = threading.Thread(target=device)
thread.start()
ready.wait()
a, b = context.socket(zmq.PUSH), context.socket(zmq.PULL)
a.connect('inproc://in')
b.connect('inproc://out')
b.rcvtimeo = 5000
a.send(b'through')
t(b.recv)
for x in (a, b, s, p, q):
    x.close(0)
context.term()
thread.join()
t(lambda: (context.closed, s.closed, p.closed))
