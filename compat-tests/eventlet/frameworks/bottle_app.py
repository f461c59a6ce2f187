# compat: timeout=60 packages=python3-bottle,python3-urllib3
# Bottle with its own eventlet server adapter, asked by urllib3.
import eventlet
eventlet.monkey_patch()
import socket
import time

import bottle
import urllib3

app = bottle.Bottle()


@app.route('/hello/<name>')
def hello(name):
    return bottle.template('<b>{{name}}</b>! % 1\n% for i in range(n):\n{{i}},\n% end', name=name, n=3)


@app.post('/form')
def form():
    return dict((k, bottle.request.forms.getall(k)) for k in sorted(bottle.request.forms))


@app.get('/number/<n:int>')
def number(n):
    bottle.response.set_cookie('n', str(n), secret='s')
    bottle.response.content_type = 'text/x-number'
    return str(n + 1)


@app.get('/stream')
def stream():
    for i in range(3):
        yield 'part %d;' % i
        time.sleep(0.005)


@app.get('/local/<n:int>')
def local(n):
    time.sleep(0.02)
    # The request belongs to the greenthread.
    return '%d %s' % (n, bottle.request.query.q)


@app.get('/fail')
def fail():
    bottle.abort(403, 'not <you>')


@app.error(404)
def missing(error):
    return 'no ' + bottle.request.path


@app.get('/file/<path:path>')
def file(path):
    return bottle.static_file(path, root='.')


with open('page.txt', 'w') as f:
    f.write('0123456789' * 10)
probe = socket.socket()
probe.bind(('127.0.0.1', 0))
port = probe.getsockname()[1]
probe.close()
eventlet.spawn(bottle.run, app, server='eventlet', host='127.0.0.1', port=port, quiet=True, log=open('/dev/null', 'w'))
eventlet.sleep(0.3)
pool = urllib3.PoolManager(maxsize=30, retries=urllib3.Retry(5, backoff_factor=0.1))
base = 'http://127.0.0.1:%d' % port


def show(response):
    print(response.status, response.headers['Content-Type'], response.data.decode()[:200].strip())


show(pool.request('GET', base + '/hello/w%C3%B6rld'))
show(pool.request('POST', base + '/form', fields={'a': '1', 'b': 'ü'}))
show(pool.request('POST', base + '/form', fields={'a': '1'}, encode_multipart=False))
show(pool.request('GET', base + '/number/41'))
print(pool.request('GET', base + '/number/41').headers['Set-Cookie'][:8])
show(pool.request('GET', base + '/number/x'))
show(pool.request('GET', base + '/stream'))
print(pool.request('GET', base + '/fail').status)
show(pool.request('GET', base + '/file/page.txt'))
response = pool.request('GET', base + '/file/page.txt', headers={'Range': 'bytes=5-14'})
print(response.status, response.headers['Content-Range'], response.data)
print(pool.request('GET', base + '/file/../../etc/passwd').status, pool.request('POST', base + '/stream').status)
print(list(eventlet.GreenPool(20).imap(lambda n: pool.request('GET', base + '/local/%d?q=%d' % (n, n)).data.decode(), range(20))))
