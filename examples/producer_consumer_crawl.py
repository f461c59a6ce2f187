"""Follows links from one page on: fetchers put the links they find on a queue, the main loop spawns more fetchers.

`producer_consumer_crawl.py http://127.0.0.1:8000/ --limit 50` stays on the host it starts from.
"""

import argparse
import re

import eventlet
from eventlet.green.urllib import request
from urllib.parse import urldefrag, urljoin, urlsplit

LINK = re.compile(r'href="([^"]+)"')


def fetch(url, found):
    """Puts (url, status, links) on the queue; this is the producer."""
    try:
        with eventlet.Timeout(20):
            with request.urlopen(url) as reply:
                text = reply.read().decode('utf-8', 'replace')
                status = reply.status
    except request.HTTPError as error:
        text, status = '', error.code
    except (OSError, eventlet.Timeout) as error:
        text, status = '', type(error).__name__
    found.put((url, status, [urldefrag(urljoin(url, link)).url for link in LINK.findall(text)]))


def crawl(start, limit, concurrency):
    """Yields (url, status) of every page reached; this is the consumer."""
    host = urlsplit(start).netloc
    pool, found, seen = eventlet.GreenPool(concurrency), eventlet.Queue(), {start}
    pool.spawn_n(fetch, start, found)
    pending = 1
    while pending:
        url, status, links = found.get()
        pending -= 1
        yield url, status
        for link in links:
            if link not in seen and urlsplit(link).netloc == host and len(seen) < limit:
                seen.add(link)
                pending += 1
                pool.spawn_n(fetch, link, found)


def main():
    parser = argparse.ArgumentParser(description='Crawl one site.')
    parser.add_argument('start', nargs='?', default='http://127.0.0.1:8000/')
    parser.add_argument('--limit', type=int, default=100)
    parser.add_argument('--concurrency', type=int, default=20)
    options = parser.parse_args()
    count = 0
    for url, status in crawl(options.start, options.limit, options.concurrency):
        print(status, url, flush=True)
        count += 1
    print('%d pages' % count, flush=True)


if __name__ == '__main__':
    main()
