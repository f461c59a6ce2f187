# compat: timeout=60 needs=flask,requests
"""A Flask application with what applications have, under eventlet.wsgi, asked by requests."""
import eventlet
eventlet.monkey_patch()
import io
import logging
import time
import flask
import requests
from eventlet import wsgi

app = flask.Flask(__name__)
app.secret_key = 'secret'
app.logger.setLevel(logging.CRITICAL)
blueprint = flask.Blueprint('parts', __name__, url_prefix='/parts')
page = '''{% macro item(x) %}<li>{{ x|upper }}</li>{% endmacro %}<ul>{% for x in items if x != 'skip' %}{{ item(x) }}{% else %}none{% endfor %}</ul>{{ text }}'''


@blueprint.route('/<int:number>/<path:rest>', methods=['GET', 'PUT'])
def part(number, rest):
    return {'number': number, 'rest': rest, 'method': flask.request.method, 'url': flask.url_for('parts.part', number=number + 1, rest='x')}


@app.route('/page')
def show():
    return flask.render_template_string(page, items=flask.request.args.getlist('item'), text='<escaped & "quoted">')


@app.route('/count')
def count():
    flask.session['count'] = flask.session.get('count', 0) + 1
    return str(flask.session['count'])


@app.route('/upload', methods=['POST'])
def upload():
    file = flask.request.files['file']
    return flask.jsonify(name=file.filename, size=len(file.read()), form=flask.request.form.to_dict())


@app.route('/json', methods=['POST'])
def echo():
    return flask.jsonify(got=flask.request.get_json())


@app.route('/stream')
def stream():
    def parts():
        for i in range(4):
            yield '%s%d ' % (flask.request.args['prefix'], i)
            time.sleep(0.01)
    return flask.Response(flask.stream_with_context(parts()), mimetype='text/plain')


@app.route('/slow/<float:seconds>')
def slow(seconds):
    flask.g.started = flask.request.path
    time.sleep(seconds)
    # The context belongs to the greenthread.
    assert flask.g.started == flask.request.path
    return flask.g.started


@app.route('/fail')
def fail():
    raise RuntimeError('on purpose')


@app.route('/abort')
def stop():
    flask.abort(418)


@app.errorhandler(404)
def missing(error):
    return 'nothing at ' + flask.request.path, 404


@app.before_request
def before():
    flask.g.before = True


@app.after_request
def after(response):
    response.headers['X-Before'] = str(flask.g.before)
    return response


@app.route('/old')
def old():
    return flask.redirect(flask.url_for('show', item='moved'))


app.register_blueprint(blueprint)
listener = eventlet.listen(('127.0.0.1', 0))
server = eventlet.spawn(wsgi.server, listener, app, io.StringIO())
base = 'http://127.0.0.1:%d' % listener.getsockname()[1]
client = requests.Session()
client.trust_env = False
print(client.get(base + '/parts/7/a/b%20c').json())
print(client.put(base + '/parts/7/a').json()['method'], client.post(base + '/parts/7/a').status_code)
answer = client.get(base + '/page', params={'item': ['a', 'skip', 'bé']})
print(answer.text, answer.headers['Content-Type'], answer.headers['X-Before'])
print([client.get(base + '/count').text for i in range(3)], requests.get(base + '/count').text)
print(client.post(base + '/upload', files={'file': ('name.txt', b'x' * 70000)}, data={'field': 'välue'}).json())
print(client.post(base + '/json', json={'a': [1, 2.5, None], 'é': '☃'}).json())
print(client.post(base + '/json', data=b'{', headers={'Content-Type': 'application/json'}).status_code)
answer = client.get(base + '/stream?prefix=p', stream=True)
print(''.join(x.decode() for x in answer.iter_content(3)), answer.headers.get('Transfer-Encoding'))
answer = client.get(base + '/nowhere')
print(answer.status_code, answer.text)
print(client.get(base + '/fail').status_code, client.get(base + '/abort').status_code, client.head(base + '/page').status_code)
answer = client.get(base + '/old')
print(answer.url.replace(base, ''), [x.status_code for x in answer.history], answer.text)
print(client.options(base + '/json').headers['Allow'].split(', ') != [])
started = time.monotonic()
pool = eventlet.GreenPool(20)
print(list(pool.imap(lambda i: requests.get(base + '/slow/0.3%d' % i).text, range(10))))
print(time.monotonic() - started < 2.5)
server.kill()
