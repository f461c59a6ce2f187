# compat: timeout=60 needs=socketio,requests,websocket
"""python-socketio with eventlet as its server: rooms, acknowledgements, both transports, and its own client."""
import eventlet
eventlet.monkey_patch()
import io
import socketio
from eventlet import event, wsgi

server = socketio.Server(async_mode='eventlet', cors_allowed_origins='*')
app = socketio.WSGIApp(server)
seen = []


@server.event
def connect(sid, environ, auth):
    if auth == {'token': 'wrong'}:
        raise socketio.exceptions.ConnectionRefusedError('not you')
    server.save_session(sid, {'auth': auth})


@server.event
def join(sid, room):
    server.enter_room(sid, room)
    server.emit('joined', {'room': room, 'auth': server.get_session(sid)['auth']}, room=room)
    return 'ok', room


@server.event
def binary(sid, data):
    return data[::-1]


@server.event
def slow(sid, n):
    server.sleep(0.05)
    return n


@server.event
def disconnect(sid):
    seen.append('gone')


listener = eventlet.listen(('127.0.0.1', 0))
runner = eventlet.spawn(wsgi.server, listener, app, io.StringIO())
url = 'http://127.0.0.1:%d' % listener.getsockname()[1]
for transport in ('polling', 'websocket'):
    first, second = socketio.Client(), socketio.Client()
    heard, done = [], event.Event()

    def joined(data):
        heard.append(data)
        if len(heard) == 3:
            done.send(None)

    for client in (first, second):
        client.on('joined', joined)
        client.connect(url, auth={'user': transport}, transports=[transport], wait_timeout=10)
    print(first.transport(), first.connected, first.namespaces.keys() == {'/'})
    print(first.call('join', 'lobby'))
    eventlet.sleep(0.1)
    print(second.call('join', 'lobby'))
    with eventlet.Timeout(10):
        done.wait()
    print(heard)
    print(first.call('binary', b'\x00\x01\xff'), first.call('binary', 'text'))
    print(list(eventlet.GreenPool(5).imap(lambda n: second.call('slow', n), range(5))))
    first.disconnect()
    second.disconnect()
with eventlet.Timeout(10):
    while len(seen) < 4:
        eventlet.sleep(0.05)
print(seen)
client = socketio.Client()
try:
    client.connect(url, auth={'token': 'wrong'}, transports=['websocket'])
except socketio.exceptions.ConnectionError as e:
    print(type(e).__name__, e)
runner.kill()
