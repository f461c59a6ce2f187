# compat: timeout=60 needs=urllib3
"""urllib3's pools, retries and timeouts against a server in the same process."""
import eventlet
eventlet.monkey_patch()
import gzip
import io
import time
import urllib3
from eventlet import wsgi

asked = []
urllib3.disable_warnings()


def app(env, start_response):
    path = env['PATH_INFO']
    asked.append(path)
    if path == '/flaky' and asked.count(path) < 3:
        start_response('503 Service Unavailable', [('Retry-After', '0'), ('Content-Length', '0')])
        return []
    if path == '/gzip':
        start_response('200 OK', [('Content-Encoding', 'gzip')])
        return [gzip.compress(b'compressed ' * 1000)]
    if path == '/slow':
        time.sleep(0.6)
    if path == '/moved':
        start_response('303 See Other', [('Location', '/there')])
        return []
    if path == '/big':
        start_response('200 OK', [])
        return (b'%07d\n' % i for i in range(20000))
    start_response('200 OK', [('Content-Type', 'text/plain'), ('X-Port', env['REMOTE_PORT'])])
    return [env['REQUEST_METHOD'].encode(), b' ', path.encode(), b' ', env['wsgi.input'].read()]


listener = eventlet.listen(('127.0.0.1', 0))
server = eventlet.spawn(wsgi.server, listener, app, io.StringIO())
port = listener.getsockname()[1]
pool = urllib3.HTTPConnectionPool('127.0.0.1', port, maxsize=3, block=True)
ports = [pool.request('GET', '/%d' % i).headers['X-Port'] for i in range(5)]
print(len(set(ports)), pool.num_connections, pool.num_requests)
print(list(eventlet.GreenPool(8).imap(lambda i: pool.request('POST', '/p%d' % i, body=b'b%d' % i).data, range(8))), pool.num_connections <= 3)
print(pool.request('POST', '/form', fields={'a': 'b', 'c': 'd e'}, encode_multipart=False).data)
print(pool.request('GET', '/flaky', retries=urllib3.Retry(5, status_forcelist=[503], backoff_factor=0)).status, asked.count('/flaky'))
print(pool.request('GET', '/gzip').data == b'compressed ' * 1000)
answer = pool.request('GET', '/moved')
print(answer.data, answer.retries.history[0].status, answer.geturl())
answer = pool.request('GET', '/big', preload_content=False)
print(sum(len(x) for x in answer.stream(1000)), answer.closed)
answer.release_conn()
for keywords in ({'timeout': 0.1, 'retries': False}, {'timeout': urllib3.Timeout(connect=1, read=0.1), 'retries': 1}):
    try:
        pool.request('GET', '/slow', **keywords)
    except urllib3.exceptions.HTTPError as e:
        print(type(e).__name__, type(getattr(e, 'reason', None)).__name__)
dead = eventlet.listen(('127.0.0.1', 0))
dead_port = dead.getsockname()[1]
dead.close()
manager = urllib3.PoolManager(num_pools=2)
try:
    manager.request('GET', 'http://127.0.0.1:%d/' % dead_port, retries=urllib3.Retry(2, backoff_factor=0))
except urllib3.exceptions.MaxRetryError as e:
    print(type(e.reason).__name__)
print([manager.request('GET', 'http://127.0.0.1:%d/%d' % (port, i)).status for i in range(3)], len(manager.pools))
full = urllib3.HTTPConnectionPool('127.0.0.1', port, maxsize=1, block=True)
held = full.request('GET', '/held', preload_content=False)
try:
    full.request('GET', '/more', pool_timeout=0.1)
except urllib3.exceptions.EmptyPoolError:
    print('EmptyPoolError')
held.drain_conn()
held.release_conn()
print(full.request('GET', '/more', pool_timeout=0.1).status)
server.kill()
