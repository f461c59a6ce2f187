"""Fetches pages at once with GreenPool.imap and green urllib: `web_crawler.py URL...`"""

import argparse
import sys

import eventlet
from eventlet.green.urllib import request

DEFAULT = ['https://www.python.org/', 'https://eventlet.readthedocs.io/', 'https://dotnet.microsoft.com/']


def fetch(url):
    """(url, status, body): whatever goes wrong becomes a status, so that one bad page stops nothing."""
    try:
        with eventlet.Timeout(20):
            with request.urlopen(url) as reply:
                return url, reply.status, reply.read()
    except request.HTTPError as error:
        return url, error.code, b''
    except (OSError, eventlet.Timeout) as error:
        return url, type(error).__name__, b''


def main():
    parser = argparse.ArgumentParser(description='Fetch pages, many at a time.')
    parser.add_argument('urls', nargs='*', default=DEFAULT)
    parser.add_argument('--concurrency', type=int, default=10)
    options = parser.parse_args()
    pool = eventlet.GreenPool(options.concurrency)
    total = 0
    # imap yields in the order of the input, however the replies come in.
    for url, status, body in pool.imap(fetch, options.urls):
        print('%s %s %d bytes' % (url, status, len(body)))
        total += len(body)
    print('%d pages, %d bytes' % (len(options.urls), total))
    sys.stdout.flush()


if __name__ == '__main__':
    main()
