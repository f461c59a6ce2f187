# compat: timeout=60 packages=python3-socketio,python3-engineio,python3-websocket,python3-requests
# python-socketio in eventlet mode, with its own client over long polling and over WebSocket: rooms, acknowledgements, background tasks.
import eventlet
eventlet.monkey_patch()
import io

import socketio
from eventlet import wsgi

server = socketio.Server(async_mode='eventlet')
seen = []


@server.event
def connect(sid, environ):
    server.enter_room(sid, 'all')


@server.event
def disconnect(sid):
    seen.append('gone')


@server.event
def add(sid, data):
    server.sleep(0.01)
    return data['a'] + data['b'], 'ok'


@server.on('say')
def say(sid, text):
    server.emit('said', {'text': text, 'bytes': b'\0\1\2'}, room='all')


@server.on('*')
def other(event, sid, *args):
    return [event] + list(args)


listener = eventlet.listen(('127.0.0.1', 0))
eventlet.spawn(wsgi.server, listener, socketio.WSGIApp(server), io.StringIO())
url = 'http://127.0.0.1:%d' % listener.getsockname()[1]
for transports in (['polling'], ['websocket'], None):
    client, got = socketio.Client(), eventlet.Queue()
    client.on('said', got.put)
    client.connect(url, transports=transports)
    print(transports, client.transport() if transports else 'either', client.connected)
    print(client.call('add', {'a': 1, 'b': 2}))
    client.emit('say', 'hello ä')
    print(got.get(timeout=10))
    print(client.call('unknown', ('x', 1.5, None)))
    client.emit('say', 'x' * 100000)
    print(len(got.get(timeout=10)['text']))
    try:
        client.connect(url)
    except Exception as e:
        print(type(e).__name__, e)
    client.disconnect()
    eventlet.sleep(0.2)
    print(client.connected)
task = server.start_background_task(lambda: seen.append('task'))
task.join()
print(seen)
