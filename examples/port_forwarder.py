"""Forwards each connection to another address, both ways at once: `port_forwarder.py --port 7000 --to 127.0.0.1:6000`"""

import argparse
import socket

import eventlet


def pump(source, target, counts, label):
    """Copies one direction until its end, then passes the end on."""
    try:
        while True:
            data = source.recv(32768)
            if not data:
                break
            target.sendall(data)
            counts[label] += len(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def forward(client, target):
    counts = {'out': 0, 'in': 0}
    try:
        try:
            server = eventlet.connect(target)
        except OSError as error:
            print('cannot reach %s:%d: %s' % (target[0], target[1], error.strerror), flush=True)
            return
        try:
            back = eventlet.spawn(pump, server, client, counts, 'in')
            pump(client, server, counts, 'out')
            back.wait()
        finally:
            server.close()
        print('done: %(out)d bytes out, %(in)d bytes in' % counts, flush=True)
    finally:
        client.close()


def main():
    parser = argparse.ArgumentParser(description='A green port forwarder.')
    parser.add_argument('--host', default='127.0.0.1')
    parser.add_argument('--port', type=int, default=7000, help='0 picks a free one')
    parser.add_argument('--to', default='127.0.0.1:6000', metavar='HOST:PORT')
    options = parser.parse_args()
    host, port = options.to.rsplit(':', 1)
    listener = eventlet.listen((options.host, options.port))
    print('listening on %s:%d' % listener.getsockname()[:2], flush=True)
    try:
        eventlet.serve(listener, lambda sock, address: forward(sock, (host, int(port))))
    except KeyboardInterrupt:
        print('bye', flush=True)


if __name__ == '__main__':
    main()
