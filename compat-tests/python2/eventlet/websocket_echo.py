# A WebSocket handler, spoken to by hand with the old draft's frames.
import struct
import eventlet
from eventlet import websocket, wsgi
from eventlet.green import socket


@websocket.WebSocketWSGI
def handle(ws):
    while True:
        m = ws.wait()
        if m is None:
            break
        ws.send('echo %s' % m)

listener = eventlet.listen(('127.0.0.1', 0))


class Null:
    def write(self, text):
        pass

eventlet.spawn(wsgi.server, listener, handle, log=Null())
s = socket.socket()
s.connect(listener.getsockname())
s.sendall('\r\n'.join(['GET /echo HTTP/1.1', 'Host: localhost', 'Upgrade: websocket', 'Connection: Upgrade', 'Origin: http://localhost',
                       'Sec-WebSocket-Key: d9MXuOzlVQ0h+qRllvSCIg==', 'Sec-WebSocket-Version: 13', '', '']))
head = ''
while not head.endswith('\r\n\r\n'):
    head += s.recv(1)
lines = head.split('\r\n')
print lines[0], 'Sec-WebSocket-Accept: ywSyWXCPNsDxLrQdQrn5RFNRfBU=' in lines


def frame(text, opcode=1):
    mask = '\x01\x02\x03\x04'
    body = ''.join([chr(ord(c) ^ ord(mask[i % 4])) for i, c in enumerate(text)])
    return chr(0x80 | opcode) + chr(0x80 | len(text)) + mask + body

for text in ('hello', 'second'):
    s.sendall(frame(text))
    first, length = struct.unpack('!BB', s.recv(2))
    print first & 15, s.recv(length)
s.sendall(frame('', 8))
print ord(s.recv(1)) & 15
