# How the server ends a session by the way in which the handler ended, and what clients that go away do to it.
from _ws import *
import errno


@websocket.WebSocketWSGI
def app(ws):
    path = ws.path
    if path == '/frame-error':
        log.append(repr(ws.wait()))
        log.append(repr(ws.wait()))
    elif path == '/os-error':
        raise OSError(errno.EIO, 'io')
    elif path == '/epipe':
        raise OSError(errno.EPIPE, 'pipe')
    elif path == '/wait-twice':
        log.append((ws.wait(), ws.wait(), ws.wait()))
    elif path == '/gone':
        eventlet.sleep(0.02)
        try:
            for i in range(100):
                ws.send('x' * 10000)
                eventlet.sleep(0)
        except OSError as e:
            log.append(type(e).__name__)
    elif path == '/closed-and-return':
        ws.close()
    elif path == '/exit':
        raise SystemExit(3)


log = []
addr, g = serve(app)
for path in (b'/os-error', b'/epipe', b'/closed-and-return', b'/other'):
    c = Client(addr)
    print(path, c.handshake(path=path).split('\n')[0])
    print((c.exactly(12),) if path == b'/os-error' else (c.recv(), c.recv()))
c = Client(addr)
c.handshake(path=b'/frame-error')
c.frame(1, b'good')
c.frame(1, b'\xff\xff')
print(c.recv(), c.recv(), log)
del log[:]
c = Client(addr)
c.handshake(path=b'/wait-twice')
c.frame(1, b'only')
c.sock.close()
eventlet.sleep(0.02)
print(log)
del log[:]
c = Client(addr)
c.handshake(path=b'/gone')
c.sock.close()
eventlet.sleep(0.1)
print(log and log[0] in ('BrokenPipeError', 'ConnectionResetError'))
# A frame that ends in the middle.
for part in (b'\x81', b'\x81\x85', b'\x81\xfe\x00', b'\x81\x85\x01\x02\x03\x04ab'):
    del log[:]
    c = Client(addr)
    c.handshake(path=b'/wait-twice')
    c.sock.sendall(part)
    c.sock.shutdown(socket.SHUT_WR)
    print(part, c.recv(), log)
text = g.log_text.getvalue()
print(text.count('OSError: [Errno 5] io'), text.count('BrokenPipe'))
g.kill()
