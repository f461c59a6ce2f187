# compat: timeout=30
# proxy and device pass messages on until the context ends; proxy_steerable obeys.
import threading

import zmq

context = zmq.Context()
for run in ('proxy', 'device', 'steerable'):
    frontend, backend = context.socket(zmq.ROUTER), context.socket(zmq.DEALER)
    frontend.bind('inproc://front')
    backend.bind('inproc://back')
    control, steer = context.socket(zmq.PAIR), context.socket(zmq.PAIR)
    control.bind('inproc://control')
    steer.connect('inproc://control')

    def forward(run=run, frontend=frontend, backend=backend, control=control):
        try:
            if run == 'proxy':
                zmq.proxy(frontend, backend)
            elif run == 'device':
                zmq.device(zmq.QUEUE, frontend, backend)
            else:
                print('ended', zmq.proxy_steerable(frontend, backend, None, control) or 0)
        except zmq.ContextTerminated:
            print(run, 'terminated')
        for s in (frontend, backend, control):
            s.close(0)

    def serve():
        s = context.socket(zmq.REP)
        s.connect('inproc://back')
        s.send(s.recv().upper())
        s.close()

    threads = [threading.Thread(target=forward), threading.Thread(target=serve)]
    for t in threads:
        t.start()
    client = context.socket(zmq.REQ)
    client.connect('inproc://front')
    client.send(b'question')
    print(client.recv())
    client.close()
    if run == 'steerable':
        steer.send(b'TERMINATE')
    steer.close()
    if run != 'steerable':
        context.term()
        for t in threads:
            t.join()
        context = zmq.Context()
    else:
        for t in threads:
            t.join()
context.term()
