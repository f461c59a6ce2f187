# The other end of interop.py: answers over REP, publishes, and pushes what it pulls, under whichever interpreter runs it.
import sys

import zmq

context = zmq.Context()
rep, push = context.socket(zmq.REP), context.socket(zmq.PUSH)
ports = [s.bind_to_random_port('tcp://127.0.0.1') for s in (rep, push)]
print(*ports)
sys.stdout.flush()
while True:
    parts = rep.recv_multipart()
    if parts == [b'stop']:
        rep.send(b'stopped')
        break
    push.send_multipart([b'pushed'] + parts)
    rep.send_multipart([p.upper() for p in parts])
rep.close()
push.close()
context.term()
