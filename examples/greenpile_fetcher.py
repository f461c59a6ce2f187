"""A GreenPile asks several servers at once over plain green sockets and lists their answers: `greenpile_fetcher.py HOST:PORT...`"""

import argparse

import eventlet


def head(target):
    """The first line that a web server answers to HEAD /."""
    host, port = target.rsplit(':', 1)
    with eventlet.Timeout(10, False):
        try:
            sock = eventlet.connect((host, int(port)))
        except OSError as error:
            return target, 'error: %s' % (error.strerror or error)
        try:
            sock.sendall(b'HEAD / HTTP/1.0\r\nHost: %s\r\n\r\n' % host.encode())
            reply = b''
            while b'\r\n' not in reply:
                chunk = sock.recv(4096)
                if not chunk:
                    break
                reply += chunk
            return target, reply.split(b'\r\n')[0].decode('latin-1') or 'no answer'
        finally:
            sock.close()
    return target, 'timed out'


def main():
    parser = argparse.ArgumentParser(description='Ask many web servers at once.')
    parser.add_argument('targets', nargs='*', default=['www.python.org:80', 'example.com:80'], metavar='HOST:PORT')
    options = parser.parse_args()
    pile = eventlet.GreenPile(eventlet.GreenPool(50))
    for target in options.targets:
        pile.spawn(head, target)
    # A pile gives its results in the order of the spawns.
    for target, answer in pile:
        print('%-25s %s' % (target, answer), flush=True)


if __name__ == '__main__':
    main()
