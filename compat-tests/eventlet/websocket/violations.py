from _ws import *
@websocket.WebSocketWSGI
def app(ws):
    while True:
        m = ws.wait()
        if m is None:
            break
        ws.send(m)
app.max_frame_length = 1000
addr, g = serve(app)
def case(name, *frames):
    c = Client(addr)
    c.handshake()
    try:
        for a, kw in frames:
            c.frame(*a, **kw)
    except OSError:
        pass
    print(name, c.recv())
    c.sock.close()
case('unmasked', ((1, b'x'), {'mask': False}))
case('opcode', ((3, b'x'), {}))
case('rsv1', ((1, b'x'), {'rsv': 64}))
case('fragmented control', ((9, b'x'), {'fin': False}))
case('long control', ((9, b'x' * 126), {}))
case('continuation first', ((0, b'x'), {}))
case('new inside', ((1, b'x'), {'fin': False}), ((1, b'y'), {}))
case('too long', ((2, b'x' * 1001), {}))
case('close code', ((8, struct.pack('!H', 999)), {}))
case('close code 1005', ((8, struct.pack('!H', 1005)), {}))
case('close code 3000', ((8, struct.pack('!H', 3000)), {}))
case('close one byte', ((8, b'x'), {}))
case('close text', ((8, struct.pack('!H', 1000) + b'\xff\xff'), {}))
case('control opcode', ((11, b''), {}))
g.kill()
