# Options, errors and texts of contexts, sockets and frames.
import zmq


def t(f):
    try:
        result = f()
        print(repr(result) if hasattr(result, 'kind') else result)
    except Exception as e:
        print(type(e).__name__, e, getattr(e, 'errno', None))


f = zmq.Frame(b'abc')
print(str(f), len(f), f.more, f.tracker, f.bytes, bytes(f.buffer), f == zmq.Frame(b'abc'), f == b'abc')
context = zmq.Context()
for key in (zmq.MORE, 'x', zmq.SRCFD, zmq.SHARED, 99):
    t(lambda: f.get(key))
for data in ('abc', 5, None):
    t(lambda: zmq.Frame(data))
f = zmq.Frame(b'abc', track=True)
print(f.tracker.done, f.tracker_event)

s = context.socket(zmq.PUSH)
for option in sorted(zmq.SocketOption, key=int):
    if option != zmq.FD:
        print(option.name, end=' ')
        t(lambda: s.get(option))
for kind in list(zmq.SocketType)[:12]:
    with context.socket(kind) as other:
        print(kind.name, other.linger, other.hwm, other.type, other.poll(0), other.poll(0, zmq.POLLOUT))
t(lambda: context.socket(99))
for address in ('foo', 'tcp://', 'bar://x', 'inproc://x'):
    for method in ('bind', 'connect', 'unbind', 'disconnect'):
        print(method, address, end=' ')
        t(lambda: getattr(s, method)(address))
for address in (5, None, b'tcp://127.0.0.1:*'):
    t(lambda: s.bind(address))
t(lambda: s.send('x'))
t(lambda: s.send(5))
t(lambda: s.send_multipart(['a']))
t(lambda: s.recv())
t(lambda: s.set(zmq.LINGER, 'x'))
t(lambda: s.set(zmq.LINGER, b'x'))
t(lambda: s.set(zmq.IDENTITY, 5))
t(lambda: s.set(zmq.SUBSCRIBE, b''))
t(lambda: s.set(12345, 1))
t(lambda: s.get(12345))
t(lambda: s.foo)
t(lambda: setattr(s, 'foo', 1))
t(lambda: s.poll(0, zmq.POLLIN | zmq.POLLOUT))
t(lambda: s.set_string(zmq.IDENTITY, b'x'))
t(lambda: s.get_string(zmq.LINGER))
t(lambda: s.identity)
print(s.last_endpoint[:16], s.fileno() == s.FD == s.get(zmq.FD))
s.hwm = 7
s.linger = 10
s.setsockopt_string(zmq.IDENTITY, 'me')
t(lambda: (s.hwm, s.sndhwm, s.rcvhwm, s.LINGER, s.getsockopt_string(zmq.IDENTITY)))
for name, value in (('sndtimeo', 20), ('rcvtimeo', -1), ('reconnect_ivl', 50), ('reconnect_ivl_max', 500), ('sndbuf', 4096), ('rcvbuf', 4096),
                    ('backlog', 5), ('maxmsgsize', 1000), ('ipv6', 1), ('immediate', 1), ('tcp_keepalive', 1), ('affinity', 1),
                    ('heartbeat_ivl', 1000), ('heartbeat_timeout', 500), ('linger', -2), ('sndhwm', -1), ('rcvtimeo', -5)):
    t(lambda: setattr(s, name, value))
    t(lambda: getattr(s, name))
t(lambda: s.send(b'nobody'))
t(lambda: s.send(b'nobody', zmq.NOBLOCK))
other = context.socket(zmq.PULL)
t(lambda: other.bind(s.last_endpoint))
other.close()
s.close(0)
t(lambda: s.send(b'x'))
t(lambda: s.recv())
t(lambda: s.poll(0))
t(lambda: s.get(zmq.TYPE))
t(lambda: s.bind('inproc://y'))
t(lambda: s.close())
t(lambda: s.type)
context.term()
t(lambda: context.socket(1))
t(lambda: context.get(1))
t(lambda: context.set(1, 1))
t(lambda: context.term())
t(lambda: zmq.Context(io_threads=0).closed)
print(repr(zmq.ZMQError(11)), repr(zmq.Again()), zmq.ContextTerminated(), zmq.ZMQError(zmq.EFSM))
for error in zmq.Errno:
    print(error.name, zmq.strerror(error))
