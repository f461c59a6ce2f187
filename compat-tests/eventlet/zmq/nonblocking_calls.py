# Every call of a green zmq socket with NOBLOCK, with nothing there and with something there, and bad values.
import eventlet
from eventlet.green import zmq

context = zmq.Context()
pull, push = context.socket(zmq.PULL), context.socket(zmq.PUSH)
port = pull.bind_to_random_port('tcp://127.0.0.1')
push.connect('tcp://127.0.0.1:%d' % port)


def attempt(label, f, *args, **kwargs):
    try:
        print(label, repr(f(*args, **kwargs)))
    except Exception as e:
        print(label, type(e).__name__, e)


for name in ('recv', 'recv_multipart', 'recv_json', 'recv_pyobj', 'recv_string'):
    attempt(name, getattr(pull, name), zmq.NOBLOCK)
push.send(b'first')
print(pull.recv())
for send, value, recv in (('send', b'bytes', 'recv'), ('send_multipart', [b'a', b'b'], 'recv_multipart'), ('send_json', {'a': [1]}, 'recv_json'),
                          ('send_pyobj', (1, 'x'), 'recv_pyobj'), ('send_string', 'text', 'recv_string')):
    attempt(send, getattr(push, send), value, zmq.NOBLOCK)
    with eventlet.Timeout(5):
        while not pull.poll(100):
            eventlet.sleep(0.001)
    attempt(recv, getattr(pull, recv), zmq.NOBLOCK)
    attempt(send, getattr(push, send), value)
    attempt(recv, getattr(pull, recv))
for wrong in ('text', 5, None):
    attempt('send', push.send, wrong)
attempt('send_multipart', push.send_multipart, ['text'])
attempt('send_multipart', push.send_multipart, 5)
attempt('send_json', push.send_json, object)
pull.setsockopt(zmq.RCVTIMEO, 20)
attempt('timed', pull.recv)
attempt('timed', pull.recv_multipart)
pull.setsockopt(zmq.RCVTIMEO, -1)
attempt('recv on push', push.recv, zmq.NOBLOCK)
attempt('send on pull', pull.send, b'x', zmq.NOBLOCK)
pull.close()
push.close()
print(pull.closed, push.closed)
attempt('closed', pull.recv, zmq.NOBLOCK)
context.term()
