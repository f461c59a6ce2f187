from _ws import *
@websocket.WebSocketWSGI
def app(ws):
    if ws.path == '/raise':
        raise ValueError('in handler')
    if ws.path == '/reset':
        raise ConnectionResetError(104, 'x')
    if ws.path == '/close':
        ws.close((1001, 'going'))
    if ws.path == '/send':
        ws.close()
        try:
            ws.send('after close')
        except OSError as e:
            log.append(type(e).__name__)
log = []
addr, g = serve(app)
for path in (b'/raise', b'/reset', b'/close', b'/send', b'/return'):
    c = Client(addr)
    c.handshake(path=path)
    if path == b'/raise':
        print(c.exactly(34))
        continue
    print(path, c.recv(), c.recv())
print(log, g.log_text.getvalue().count('ValueError: in handler'))
g.kill()
