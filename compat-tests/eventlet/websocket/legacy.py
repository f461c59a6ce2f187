from _ws import *
def handler(ws):
    while True:
        m = ws.wait()
        if m is None:
            break
        ws.send(m.upper())
addr, g = serve(websocket.WebSocketWSGI(handler))
c = eventlet.connect(addr)
c.sendall(b'GET /p?q=1 HTTP/1.1\r\nHost: h\r\nUpgrade: WebSocket\r\nConnection: Upgrade\r\nOrigin: http://o\r\nSec-WebSocket-Protocol: sub\r\n'
          b'Sec-WebSocket-Key1: 4 @1  46546xW%0l 1 5\r\nSec-WebSocket-Key2: 12998 5 Y3 1  .P00\r\n\r\n^n:ds[4U')
d = b''
while len(d) < 16 or b'\r\n\r\n' not in d or len(d.split(b'\r\n\r\n', 1)[1]) < 16:
    d += c.recv(1000)
head, _, rest = d.partition(b'\r\n\r\n')
print(head.decode().replace('\r', ''), rest)
c.sendall(b'\x00hello\xff\x00wor'); print(c.recv(100)); c.sendall(b'ld\xff'); print(c.recv(100))
c.sendall(b'\xff\x00'); print(c.recv(100))
c = eventlet.connect(addr)
c.sendall(b'GET / HTTP/1.1\r\nHost: h\r\nUpgrade: WebSocket\r\nConnection: Upgrade\r\nOrigin: http://o\r\n\r\n')
d = b''
while b'\r\n\r\n' not in d:
    d += c.recv(1000)
print(d.decode().replace('\r', ''))
c.sendall(b'\x00old\xff'); print(c.recv(100))
c.close()
c = eventlet.connect(addr)
c.sendall(b'GET / HTTP/1.1\r\nHost: h\r\nUpgrade: WebSocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key1: 4 1\r\n\r\n')
print(c.recv(24))
g.kill()
