# compat: timeout=60 needs=flask,flask_socketio,requests,socketio,websocket
"""Flask-SocketIO: events beside routes, its test client and its server on eventlet."""
import eventlet
eventlet.monkey_patch()
import flask
import flask_socketio
import requests
import socket
import socketio


def build():
    app = flask.Flask(__name__)
    app.config['SECRET_KEY'] = 's'
    hub = flask_socketio.SocketIO(app)

    @app.route('/')
    def index():
        hub.emit('visit', flask.request.path)
        return 'index'

    @hub.on('connect')
    def connected():
        flask_socketio.emit('welcome', {'transport': flask.request.args.get('transport') or 'test'})

    @hub.on('say', namespace='/')
    def say(text):
        flask.session['said'] = flask.session.get('said', 0) + 1
        flask_socketio.emit('said', {'text': text, 'count': flask.session['said']}, broadcast=True)
        return 'thanks'

    @hub.on('json')
    def json(data):
        flask_socketio.send({'echo': data}, json=True)

    @hub.on_error()
    def error(e):
        flask_socketio.emit('failed', str(e))

    @hub.on('break')
    def fail():
        raise ValueError('broken')
    return app, hub


app, hub = build()
print(hub.async_mode)
client, other = hub.test_client(app), hub.test_client(app)
print(client.is_connected(), [x['name'] for x in client.get_received()])
print(client.emit('say', 'hello', callback=True))
client.emit('say', 'again')
print(client.get_received()[-1]['args'], len(other.get_received()))
client.send({'a': 1}, json=True)
print(client.get_received()[-1]['args'])
client.emit('break')
print(client.get_received()[-1])
client.disconnect()

# The test client puts itself in the place of what sends, so the real one has a server of its own.
app, hub = build()
free = socket.socket()
free.bind(('127.0.0.1', 0))
port = free.getsockname()[1]
free.close()
running = eventlet.spawn(hub.run, app, host='127.0.0.1', port=port, log_output=False)
url = 'http://127.0.0.1:%d' % port
for i in range(100):
    try:
        text = requests.get(url + '/').text
        break
    except requests.ConnectionError:
        eventlet.sleep(0.05)
print(text)
received = eventlet.Queue()
real = socketio.Client()
real.on('*', lambda name, data: received.put((name, data)))
real.connect(url, transports=['websocket'])
print(received.get(timeout=10))
print(requests.get(url + '/').status_code, received.get(timeout=10))
print(real.call('say', 'over the wire'), received.get(timeout=10))
real.disconnect()
running.kill()
