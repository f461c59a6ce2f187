# compat: timeout=60 needs=requests
import eventlet
eventlet.monkey_patch()
import requests
from eventlet import wsgi
import io, json
def app(env, sr):
    if env['PATH_INFO'] == '/redirect':
        sr('302 Found', [('Location', '/final')]); return [b'']
    sr('200 OK', [('Content-Type', 'application/json')])
    return [json.dumps({'path': env['PATH_INFO'], 'query': env.get('QUERY_STRING'), 'body': env['wsgi.input'].read().decode()}).encode()]
l = eventlet.listen(('127.0.0.1', 0))
g = eventlet.spawn(wsgi.server, l, app, io.StringIO())
base = 'http://127.0.0.1:%d' % l.getsockname()[1]
s = requests.Session()
s.trust_env = False
print(s.get(base + '/x', params={'a': 1}).json())
print(s.post(base + '/p', data={'k': 'v'}).json())
print(s.get(base + '/redirect').json()['path'])
print([r['path'] for r in eventlet.GreenPool(5).imap(lambda i: s.get(base + '/%d' % i).json(), range(8))])
try:
    s.get('http://127.0.0.1:1/', timeout=1)
except requests.ConnectionError:
    print('ConnectionError')
slow = eventlet.listen(('127.0.0.1', 0))
try:
    s.get('http://127.0.0.1:%d/' % slow.getsockname()[1], timeout=0.05)
except requests.Timeout as e:
    print(type(e).__name__)
g.kill()
