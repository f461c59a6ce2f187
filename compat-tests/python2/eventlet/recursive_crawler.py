# The recursive crawler of the documentation, over a site in this program.
import re
import eventlet
from eventlet import wsgi
from eventlet.green import urllib2

url_regex = re.compile(r'\b(([\w-]+://?|www[.])[^\s()<>]+(?:\([\w\d]+\)|([^[:punct:]\s]|/)))' if False else r'href="(/[^"]*)"')
SITE = {'/': '<a href="/one">1</a><a href="/two">2</a>', '/one': '<a href="/two">2</a><a href="/deep">d</a>', '/two': 'nothing', '/deep': '<a href="/">up</a>'}


def site(env, start_response):
    page = SITE.get(env['PATH_INFO'])
    start_response(page and '200 OK' or '404 Not Found', [('Content-Type', 'text/html')])
    return [page or '']


class Null(object):
    def write(self, s):
        pass

sock = eventlet.listen(('127.0.0.1', 0))
eventlet.spawn_n(wsgi.server, sock, site, Null())
base = 'http://127.0.0.1:%s' % sock.getsockname()[1]


def fetch(url, seen, pool):
    data = ''
    with eventlet.Timeout(5, False):
        data = urllib2.urlopen(base + url).read()
    sizes[url] = len(data)
    for match in url_regex.finditer(data):
        new_url = match.group(1)
        if new_url not in seen:
            seen.add(new_url)
            pool.spawn_n(fetch, new_url, seen, pool)


def crawl(start_url):
    pool = eventlet.GreenPool()
    seen = set([start_url])
    fetch(start_url, seen, pool)
    pool.waitall()
    return seen

sizes = {}
print sorted(crawl('/'))
for url, size in sorted(sizes.iteritems()):
    print "%-6s %d" % (url, size)
