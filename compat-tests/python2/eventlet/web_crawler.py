# A crawler with GreenPool.imap over green urllib2, against a WSGI server in the same program.
import eventlet
from eventlet import wsgi
from eventlet.green import urllib2


def application(env, start_response):
    name = env['PATH_INFO'].strip('/')
    if name == 'missing':
        start_response('404 Not Found', [('Content-Type', 'text/plain')])
        return ['no %s\r\n' % name]
    eventlet.sleep(0.05 / len(name))
    start_response('200 OK', [('Content-Type', 'text/plain'), ('X-Name', name)])
    return ['page ', name, '\n' * 3]


class Log:
    def write(self, text):
        log.append(text)

log = []
sock = eventlet.listen(('127.0.0.1', 0))
eventlet.spawn(wsgi.server, sock, application, log=Log(), log_output=False)
base = 'http://127.0.0.1:%d/' % sock.getsockname()[1]


def fetch(url):
    opened.append(url)
    try:
        body = urllib2.urlopen(url).read()
    except urllib2.HTTPError, e:
        return url, '%d %s' % (e.code, e.read().strip())
    return url, body

opened = []
pool = eventlet.GreenPool(200)
urls = [base + name for name in ('a', 'bbb', 'missing', 'cc')]
for url, body in pool.imap(fetch, urls):
    print "got body from", url[len(base):], "of length", len(body), repr(body)
print opened == urls
response = urllib2.urlopen(urllib2.Request(base + 'hello', headers={'X-Extra': 'yes'}))
print response.code, response.info().getheader('X-Name'), response.headers['content-length'], response.read().strip()
