# compat: timeout=60 packages=python3-flask,python3-requests
# Flask with templates, sessions, uploads, errors and streaming, served by eventlet.wsgi and asked by requests.
import eventlet
eventlet.monkey_patch()
import io
import time

import flask
import requests
from eventlet import wsgi

app = flask.Flask('app')
app.secret_key = 'secret'
hooks = []


@app.before_request
def before():
    flask.g.started = True


@app.teardown_request
def after(error):
    hooks.append(type(error).__name__)


@app.route('/')
def index():
    return flask.render_template_string('{% for x in items %}<{{ x|upper }}>{% else %}none{% endfor %} {{ text }}', items=flask.request.args.getlist('x'), text='<&>')


@app.route('/user/<int:number>/<path:rest>', methods=['GET', 'PUT'])
def user(number, rest):
    return flask.jsonify(number=number, rest=rest, method=flask.request.method, url=flask.url_for('user', number=number + 1, rest='a/b'), g=flask.g.started)


@app.route('/count')
def count():
    flask.session['count'] = flask.session.get('count', 0) + 1
    return str(flask.session['count'])


@app.route('/upload', methods=['POST'])
def upload():
    file = flask.request.files['file']
    return {'name': file.filename, 'size': len(file.read()), 'type': file.content_type, 'form': flask.request.form.to_dict(), 'length': flask.request.content_length}


@app.route('/json', methods=['POST'])
def as_json():
    return flask.jsonify(sorted(flask.request.get_json().items()))


@app.route('/stream')
def stream():
    @flask.stream_with_context
    def parts():
        for i in range(4):
            yield '%d %s;' % (i, flask.request.path)
            time.sleep(0.005)
    return flask.Response(parts(), mimetype='text/plain')


@app.route('/wait')
def wait():
    time.sleep(0.1)
    return flask.request.args['n']


@app.route('/fail')
def fail():
    raise KeyError('inside')


@app.route('/teapot')
def teapot():
    flask.abort(418)


@app.errorhandler(404)
def missing(e):
    return 'nothing at %s' % flask.request.path, 404


@app.route('/go')
def go():
    response = flask.redirect('/count')
    response.set_cookie('seen', 'yes', httponly=True)
    return response


app.logger.disabled = True
listener = eventlet.listen(('127.0.0.1', 0))
eventlet.spawn(wsgi.server, listener, app, io.StringIO())
base = 'http://127.0.0.1:%d' % listener.getsockname()[1]
session = requests.Session()
session.trust_env = False


def show(response):
    print(response.status_code, response.headers['Content-Type'], response.text[:300].strip())


show(session.get(base + '/', params={'x': ['a', 'b', 'ä']}))
show(session.get(base + '/'))
show(session.get(base + '/user/7/x/y%20z'))
show(session.put(base + '/user/8/x'))
show(session.post(base + '/user/8/x'))
show(session.get(base + '/user/word/x'))
for i in range(3):
    show(session.get(base + '/count'))
show(session.post(base + '/upload', data={'k': 'v'}, files={'file': ('name.bin', b'\0\1\2' * 50000, 'application/x-test')}))
show(session.post(base + '/json', json={'b': [1, None, True], 'a': 'ü'}))
show(session.post(base + '/json', data='{', headers={'Content-Type': 'application/json'}))
show(session.get(base + '/stream'))
show(session.get(base + '/fail'))
show(session.get(base + '/teapot'))
show(session.head(base + '/count'))
show(session.options(base + '/json'))
print(sorted(session.options(base + '/json').headers['Allow'].split(', ')))
response = session.get(base + '/go')
print(response.history[0].status_code, response.history[0].headers['Set-Cookie'], response.text)
started = time.time()
print(list(eventlet.GreenPool(20).imap(lambda n: requests.get(base + '/wait', params={'n': n}).text, range(20))), time.time() - started < 1.8)
print(len(hooks), sorted(set(hooks)))
with app.test_client() as client:
    print(client.get('/user/1/t').get_json(), client.post('/count').status)
