# A WSGI application that posts URLs are given to, and that fetches them in a pool.
import eventlet
from eventlet import wsgi
from eventlet.green import httplib, urllib2
from xml.dom import minidom

pool = eventlet.GreenPool()


def feed(env, start_response):
    start_response('200 OK', [('Content-type', 'text/xml')])
    return ['<rss><channel><title>Feed %s</title></channel></rss>' % env['PATH_INFO'][1:].encode('hex')]


def fetch_title(url):
    d = minidom.parseString(urllib2.urlopen(url).read())
    return d.getElementsByTagName('title')[0].firstChild.nodeValue


def app(environ, start_response):
    if environ['REQUEST_METHOD'] != 'POST':
        start_response('403 Forbidden', [])
        return []
    pile = eventlet.GreenPile(pool)
    for line in environ['wsgi.input'].readlines():
        url = line.strip()
        if url:
            pile.spawn(fetch_title, url)
    titles = '\n'.join(pile)
    start_response('200 OK', [('Content-type', 'text/plain')])
    return [titles]


class Null:
    def write(self, text):
        pass

feeds = eventlet.listen(('127.0.0.1', 0))
scraper = eventlet.listen(('127.0.0.1', 0))
eventlet.spawn(wsgi.server, feeds, feed, Null())
eventlet.spawn(wsgi.server, scraper, app, Null())
base = 'http://127.0.0.1:%d/' % feeds.getsockname()[1]
c = httplib.HTTPConnection('127.0.0.1', scraper.getsockname()[1])
c.request('POST', '/', '\n'.join([base + name for name in ('ab', 'c', 'xyz')]) + '\n')
print c.getresponse().read()
c.request('GET', '/')
r = c.getresponse()
print r.status, r.reason, repr(r.read())
