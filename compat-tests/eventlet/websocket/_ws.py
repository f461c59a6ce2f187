import io, struct, sys, os
import eventlet
from eventlet import wsgi, websocket
from eventlet.green import socket

KEY = b'dGhlIHNhbXBsZSBub25jZQ=='


class Client(object):
    def __init__(self, address):
        self.sock = eventlet.connect(address)
        self.buf = b''

    def handshake(self, headers=b'', version=b'13', key=True, path=b'/'):
        self.sock.sendall(
            b'GET ' + path + b' HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
            + (b'Sec-WebSocket-Key: ' + KEY + b'\r\n' if key else b'')
            + (b'Sec-WebSocket-Version: ' + version + b'\r\n' if version else b'') + headers + b'\r\n')
        return self.read_head()

    def read_head(self):
        while b'\r\n\r\n' not in self.buf:
            d = self.sock.recv(1000)
            if not d:
                break
            self.buf += d
        head, _, self.buf = self.buf.partition(b'\r\n\r\n')
        import re
        return re.sub(b'Date: .*', b'Date: DATE', head.replace(b'\r', b'')).decode()

    def frame(self, opcode, data=b'', fin=True, mask=True, rsv=0):
        n = len(data)
        out = struct.pack('!B', (128 if fin else 0) | rsv | opcode)
        m = 128 if mask else 0
        if n < 126:
            out += struct.pack('!B', m | n)
        elif n < 65536:
            out += struct.pack('!BH', m | 126, n)
        else:
            out += struct.pack('!BQ', m | 127, n)
        if mask:
            out += b'\x01\x02\x03\x04'
            data = bytes(c ^ (1, 2, 3, 4)[i % 4] for i, c in enumerate(data))
        self.sock.sendall(out + data)

    def exactly(self, n):
        while len(self.buf) < n:
            d = self.sock.recv(65536)
            if not d:
                raise EOFError()
            self.buf += d
        r, self.buf = self.buf[:n], self.buf[n:]
        return r

    def recv(self):
        try:
            a, b = struct.unpack('!BB', self.exactly(2))
            n = b & 127
            if n == 126:
                n = struct.unpack('!H', self.exactly(2))[0]
            elif n == 127:
                n = struct.unpack('!Q', self.exactly(8))[0]
            data = self.exactly(n)
        except (EOFError, OSError) as e:
            return 'closed'
        if a & 15 == 8 and len(data) >= 2:
            return ('close', struct.unpack('!H', data[:2])[0], data[2:].decode())
        return (a & 15, bool(a & 128), a >> 4 & 7, data if n < 200 else (n, data[:5]))


def serve(app):
    sock = eventlet.listen(('127.0.0.1', 0))
    log = io.StringIO()
    g = eventlet.spawn(wsgi.server, sock, app, log)
    g.log_text = log
    return sock.getsockname(), g
