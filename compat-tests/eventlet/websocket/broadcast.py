from _ws import *
members = set()
@websocket.WebSocketWSGI
def app(ws):
    members.add(ws)
    try:
        while True:
            m = ws.wait()
            if m is None:
                break
            for p in list(members):
                p.send(m)
    finally:
        members.discard(ws)
addr, g = serve(app)
cs = [Client(addr) for _ in range(5)]
for c in cs:
    c.handshake()
cs[0].frame(1, b'to all')
print([c.recv() for c in cs])
cs[1].frame(8)
cs[1].recv()
eventlet.sleep(0.01)
cs[2].frame(1, b'again')
print([c.recv() for c in (cs[0], cs[2], cs[3], cs[4])], len(members))
g.kill()
