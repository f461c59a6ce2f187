"""zmq on the wire: pyzmq under CPython and ours talk to each other; and how programs that used zmq end and fork."""

import time

import pytest

from programs import Program

pytest.importorskip('zmq', reason='needs python3-zmq: run scripts/test-dependencies')
both = pytest.mark.parametrize('server, client', [('cpython', 'ours'), ('ours', 'cpython'), ('ours', 'ours')])

SERVER = r'''
import sys, threading
import zmq
curve = sys.argv[1] == 'curve'
context = zmq.Context()
public, secret = zmq.curve_keypair()

def bound(kind, **options):
    s = context.socket(kind)
    s.linger = 5000
    if curve:
        s.curve_server = 1
        s.curve_secretkey = secret
        s.curve_publickey = public
    for name, value in options.items():
        setattr(s, name, value)
    return s, s.bind_to_random_port('tcp://127.0.0.1')

rep, a = bound(zmq.REP)
router, b = bound(zmq.ROUTER)
pub, c = bound(zmq.XPUB)
pull, d = bound(zmq.PULL)
push, e = bound(zmq.PUSH)
print(a, b, c, d, e, public.decode(), flush=True)
while True:
    parts = rep.recv_multipart()
    rep.send_multipart(parts[::-1])
    if parts == [b'end']:
        break
for _ in range(2):
    who, *parts = router.recv_multipart()
    router.send_multipart([who, b'for ' + who] + parts)
print(pub.recv(), flush=True)
pub.send_multipart([b'other', b'0'])
pub.send_multipart([b'topic', b'1'])
print(pub.recv(), flush=True)
print(len(pull.recv()), pull.recv(), [int(pull.recv()) for _ in range(1000)] == list(range(1000)), flush=True)
push.send(b'x' * 5000000)
push.send_json({'a': 1})
rep.send(rep.recv())
for s in (rep, router, pub, pull, push):
    s.close()
context.term()
print('end')
'''

CLIENT = r'''
import sys
import zmq
curve, ports, key = sys.argv[1] == 'curve', sys.argv[2:7], sys.argv[7].encode()
context = zmq.Context()

def connected(kind, port, **options):
    s = context.socket(kind)
    s.rcvtimeo = 20000
    if kind != zmq.SUB:
        s.linger = 5000
    if curve:
        s.curve_publickey, s.curve_secretkey = zmq.curve_keypair()
        s.curve_serverkey = key
    for name, value in options.items():
        setattr(s, name, value)
    s.connect('tcp://127.0.0.1:' + port)
    return s

req = connected(zmq.REQ, ports[0])
for parts in ([b'a', b'b'], [b''], [b'x' * 255, b'y' * 256, b'z' * 100000], [b'end']):
    req.send_multipart(parts)
    print(req.recv_multipart() == parts[::-1], flush=True)
for name in (b'one', b'two'):
    dealer = connected(zmq.DEALER, ports[1], identity=name)
    dealer.send_multipart([b'1', b'', b'3'])
    print(dealer.recv_multipart(), flush=True)
    dealer.close()
sub = connected(zmq.SUB, ports[2])
sub.subscribe('topic')
print(sub.recv_multipart(), flush=True)
sub.unsubscribe('topic')
push = connected(zmq.PUSH, ports[3])
push.send(b'x' * 3000000)
push.send(b'')
for n in range(1000):
    push.send(b'%d' % n)
pull = connected(zmq.PULL, ports[4])
print(len(pull.recv()), pull.recv_json(), flush=True)
req.send(b'bye')
print(req.recv(), flush=True)
for s in (req, sub, push, pull):
    s.close()
context.term()
print('end')
'''


@both
@pytest.mark.parametrize('mechanism', ['null', 'curve'])
def test_interoperation(server, client, mechanism):
    with Program(server, '-c', SERVER, mechanism) as serving:
        addresses = serving.line().split()
        with Program(client, '-c', CLIENT, mechanism, *addresses) as calling:
            lines = calling.rest(60)
            assert calling.wait() == 0, calling.errors
        said = serving.rest(60)
        assert serving.wait() == 0, serving.errors
    assert lines == ['True'] * 4 + ["[b'for one', b'1', b'', b'3']", "[b'for two', b'1', b'', b'3']", "[b'topic', b'1']", "5000000 {'a': 1}", "b'bye'", 'end']
    assert said == [r"b'\x01topic'", r"b'\x00topic'", "3000000 b'' True", 'end']


SINK = 'import zmq; s = zmq.Context().socket(zmq.PULL); print(s.bind_to_random_port("tcp://127.0.0.1"), flush=True); s.rcvtimeo = 20000; print(s.recv())'
LEAVING = '''
import sys, zmq
s = zmq.Context().socket(zmq.PUSH)
s.connect('tcp://127.0.0.1:' + sys.argv[1])
s.send(b'last words')
'''


def test_what_was_sent_is_delivered_at_the_end():
    """pyzmq waits in the context's destructor; a program that closes nothing still has its messages delivered."""
    for side in ('cpython', 'ours'):
        with Program(side, '-c', SINK) as sink:
            with Program('ours', '-c', LEAVING, sink.line()) as leaving:
                assert leaving.wait() == 0, leaving.errors
            assert sink.rest() == ["b'last words'"]


def test_no_endless_end():
    """libzmq waits for ever for a peer that is not there; ours gives up after three seconds."""
    begin = time.monotonic()
    with Program('ours', '-c', LEAVING, '1') as leaving:
        assert leaving.wait(60) == 0, leaving.errors
    assert time.monotonic() - begin >= 3


INTERRUPTED = '''
import signal, sys, zmq
context = zmq.Context()
s = context.socket(zmq.PULL)
def handler(number, frame):
    print('handled', flush=True)
    if number == signal.SIGTERM:
        raise KeyError('from the handler')
signal.signal(signal.SIGUSR1, handler)
signal.signal(signal.SIGTERM, handler)
for wait in (s.recv, lambda: s.poll(60000), context.term):
    print('waiting', flush=True)
    try:
        wait()
    except KeyError as e:
        print(e, flush=True)
s.close()
'''


@pytest.mark.parametrize('side', ['cpython', 'ours'])
def test_signals_interrupt_waiting(side):
    with Program(side, '-c', INTERRUPTED) as waiting:
        for _ in range(2):
            assert waiting.line() == 'waiting'
            time.sleep(0.5)
            waiting.signal(10)
            assert waiting.line() == 'handled'
            # libzmq hears of a signal only while it waits.
            time.sleep(0.5)
            waiting.signal(15)
            assert waiting.line() == 'handled'
            assert waiting.line() == "'from the handler'"
        if side == 'ours':
            # pyzmq's term runs handlers, and goes on whatever they raise.
            assert waiting.line() == 'waiting'
            time.sleep(0.5)
            waiting.signal(15)
            assert waiting.rest() == ['handled', "'from the handler'"]
            assert waiting.wait() == 0, waiting.errors


FORKED = '''
import os, zmq
if DURING:
    context = zmq.Context()
    s = context.socket(zmq.PULL)
    s.bind_to_random_port('tcp://127.0.0.1')
child = os.fork()
if not child:
    if DURING:
        print(context.closed, s.closed)
    try:
        with zmq.Context() as other, other.socket(zmq.PUSH) as a, other.socket(zmq.PULL) as b:
            a.bind('inproc://x')
            b.connect('inproc://x')
            a.send(b'in the child')
            print(b.recv())
    except RuntimeError as e:
        print(e)
    print('end', flush=True)
    os._exit(0)
print(os.waitpid(child, 0)[1])
'''


def test_fork_before_use():
    with Program('ours', '-c', FORKED.replace('DURING', 'False')) as program:
        assert program.rest() == ["b'in the child'", 'end', '0']
        assert program.wait() == 0


def test_fork_after_use():
    """The threads of the parent's contexts are not in the child, where using zmq says so instead of hanging."""
    with Program('ours', '-c', FORKED.replace('DURING', 'True')) as program:
        assert program.rest() == [
            'True True',
            'zmq was in use before this process was forked, and its threads did not come along: fork first, or start a new program',
            'end', '0']
        assert program.wait() == 0
