from _ws import *
from eventlet.websocket import RFC6455WebSocket, WebSocket, ProtocolError
a, b = socket.socketpair()
server = RFC6455WebSocket(a, {}, 13)
client = RFC6455WebSocket(b, {}, 13, client=True)
client.send('from client'); print(server.wait())
server.send(b'from server'); print(client.wait())
client.send('part', final=False); client.send(' two', continuation=True)
print(server.wait())
client.send(b'pp', control_code=9)
client.send('x'); print(server.wait())
for f in (lambda: client.send(b'x' * 126, control_code=9), lambda: client.send(b'', control_code=5), lambda: client.send(b'', control_code=9, final=False)):
    try:
        f()
    except ProtocolError as e:
        print(e)
client.close((1001, 'bye'))
print(server.wait(), server.wait())
w = WebSocket(a, {'PATH_INFO': '/p', 'HTTP_ORIGIN': 'o'})
print(w.path, w.origin, w._pack_message('x'), w._pack_message(5), w._pack_message(u'\xfc'))
w._buf = b'\x00one\xff\x00two\xff\x00thr'
print(w._parse_messages(), w._buf)
w._buf = b'\x01bad'
try:
    w._parse_messages()
except ValueError as e:
    print(e)
