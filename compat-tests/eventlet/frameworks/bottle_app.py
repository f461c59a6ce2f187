# compat: timeout=60 needs=bottle,requests
"""A bottle application, run by bottle's own adapter for eventlet."""
import eventlet
eventlet.monkey_patch()
import socket
import time
import bottle
import requests

app = bottle.Bottle()


@app.get('/hello/<name:re:[a-z]+>')
def hello(name):
    return bottle.template('Hello {{name}}! % {{!raw}}', name=name, raw='<b>')


@app.post('/form')
def form():
    return {'a': bottle.request.forms.getunicode('a'), 'files': sorted(bottle.request.files.keys())}


@app.route('/cookie')
def cookie():
    seen = int(bottle.request.get_cookie('seen', secret='s') or 0)
    bottle.response.set_cookie('seen', str(seen + 1), secret='s')
    return str(seen)


@app.route('/stream')
def stream():
    yield 'begin '
    for i in range(3):
        time.sleep(0.01)
        yield '%d ' % i
    yield 'end'


@app.route('/local/<value>')
def local(value):
    bottle.response.set_header('X-Value', value)
    time.sleep(0.05)
    return bottle.request.path


@app.route('/error')
def error():
    raise ValueError('on purpose')


@app.error(404)
def missing(error):
    return 'nothing here'


@app.hook('before_request')
def before():
    bottle.request.environ['seen.before'] = True


# The adapter names its address, so one that is free is looked for first.
free = socket.socket()
free.bind(('127.0.0.1', 0))
port = free.getsockname()[1]
free.close()
server = eventlet.spawn(bottle.run, app, server='eventlet', host='127.0.0.1', port=port, quiet=True, log=open('/dev/null', 'w'))
base = 'http://127.0.0.1:%d' % port
client = requests.Session()
client.trust_env = False
for i in range(100):
    try:
        client.get(base + '/')
        break
    except requests.ConnectionError:
        time.sleep(0.05)
print(client.get(base + '/hello/world').text, client.get(base + '/hello/WORLD').status_code)
print(client.post(base + '/form', data={'a': 'ä'}, files={'f': b'data'}).json())
print([client.get(base + '/cookie').text for i in range(3)])
print(client.get(base + '/stream').text)
print(client.get(base + '/nowhere').text, client.put(base + '/form').status_code)
print(sorted((a.text, a.headers['X-Value']) for a in eventlet.GreenPool(10).imap(lambda i: requests.get(base + '/local/%d' % i), range(10))))
server.kill()
