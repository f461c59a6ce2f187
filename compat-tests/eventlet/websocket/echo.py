from _ws import *
log = []
@websocket.WebSocketWSGI
def app(ws):
    while True:
        m = ws.wait()
        if m is None:
            log.append('end')
            break
        log.append(type(m).__name__)
        ws.send(m)
addr, g = serve(app)
c = Client(addr)
c.handshake()
c.frame(1, b'text'); print(c.recv())
c.frame(2, b'\x00\xffbinary'); print(c.recv())
c.frame(1, u'gr\u00fc\u00df'.encode('utf-8')); print(c.recv())
c.frame(1, b''); print(c.recv())
c.frame(2, b'x' * 300); print(c.recv())
c.frame(2, b'x' * 70000); print(c.recv())
c.frame(1, b'frag', fin=False); c.frame(0, b'men', fin=False); c.frame(9, b'ping!'); c.frame(0, b'ted')
print(c.recv(), c.recv())
c.frame(10, b'unasked pong')
c.frame(9, b''); print(c.recv())
c.frame(8, struct.pack('!H', 1000) + b'bye'); print(c.recv(), c.recv())
eventlet.sleep(0.01)
print(log)
c = Client(addr); c.handshake(); c.frame(8); print(c.recv(), c.recv())
c = Client(addr); c.handshake(); c.sock.close()
eventlet.sleep(0.01)
print(log[-1], len(log))
g.kill()
