# compat: timeout=60
# Talks to a peer under CPython with the original pyzmq: the wire protocol.
import os
import subprocess

import eventlet
from eventlet.green import zmq

env = {k: v for k, v in os.environ.items() if not k.startswith('PYTHON')}
peer = subprocess.Popen(['/usr/bin/python3', os.path.join(os.path.dirname(os.path.abspath(__file__)), '_peer.py')], stdout=subprocess.PIPE, env=env)
ports = [int(p) for p in peer.stdout.readline().split()]
context = zmq.Context()
req, pull = context.socket(zmq.REQ), context.socket(zmq.PULL)
req.connect('tcp://127.0.0.1:%d' % ports[0])
pull.connect('tcp://127.0.0.1:%d' % ports[1])
with eventlet.Timeout(20):
    for parts in ([b'one'], [b'', b'two', b'x' * 70000], [b'a'] * 10):
        req.send_multipart(parts)
        print([p[:10] for p in req.recv_multipart()], [len(p) for p in pull.recv_multipart()])
    req.send(b'stop')
    print(req.recv())
req.close()
pull.close()
context.term()
print(peer.wait())
