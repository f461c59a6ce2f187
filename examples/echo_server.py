"""An echo server: one green thread for each connection.

Run `scripts/ironeventlet examples/echo_server.py`, then talk to it with `nc 127.0.0.1 6000`.
"""

import argparse

import eventlet


def serve(sock, address):
    """Sends back what comes in, line by line, until the peer closes."""
    print('connected: %s:%d' % address[:2], flush=True)
    total = 0
    try:
        while True:
            data = sock.recv(32768)
            if not data:
                break
            sock.sendall(data)
            total += len(data)
    except OSError as error:
        print('lost: %s' % error, flush=True)
    finally:
        sock.close()
    print('closed after %d bytes' % total, flush=True)


def main():
    parser = argparse.ArgumentParser(description='A green echo server.')
    parser.add_argument('--host', default='127.0.0.1')
    parser.add_argument('--port', type=int, default=6000, help='0 picks a free one')
    options = parser.parse_args()
    listener = eventlet.listen((options.host, options.port))
    print('listening on %s:%d' % listener.getsockname()[:2], flush=True)
    pool = eventlet.GreenPool(20000)
    try:
        while True:
            sock, address = listener.accept()
            pool.spawn_n(serve, sock, address)
    except KeyboardInterrupt:
        print('bye', flush=True)


if __name__ == '__main__':
    main()
