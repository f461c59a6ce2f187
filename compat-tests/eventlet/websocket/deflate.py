from _ws import *
import zlib
@websocket.WebSocketWSGI
def app(ws):
    while True:
        m = ws.wait()
        if m is None:
            break
        ws.send(m)
app.max_frame_length = 10000
addr, g = serve(app)
def deflate(data, c=None):
    c = c or zlib.compressobj(-1, zlib.DEFLATED, -15)
    return (c.compress(data) + c.flush(zlib.Z_SYNC_FLUSH))[:-4]
for offer in (b'permessage-deflate', b'permessage-deflate; client_max_window_bits', b'permessage-deflate; server_no_context_takeover; client_no_context_takeover',
              b'permessage-deflate; server_max_window_bits=10', b'x-unknown', b'permessage-deflate; server_max_window_bits=99, permessage-deflate'):
    c = Client(addr)
    head = c.handshake(b'Sec-WebSocket-Extensions: ' + offer + b'\r\n')
    print(offer, [l for l in head.splitlines() if 'Extensions' in l])
    if 'Extensions' not in head:
        c.sock.close()
        continue
    for text in (b'hello hello hello', b'hello hello hello'):
        c.frame(1, deflate(text), rsv=64)
        op, fin, rsv, data = c.recv()
        if not isinstance(data, tuple):
            print(op, fin, rsv, len(data) < 30)
    c.frame(1, b'plain'); print(c.recv()[:3])
    c.frame(9, b'ping'); print(c.recv())
    c.frame(8); print(c.recv())
c = Client(addr)
c.handshake(b'Sec-WebSocket-Extensions: permessage-deflate\r\n')
c.frame(2, deflate(b'\0' * 100000), rsv=64)
print(c.recv())
g.kill()
