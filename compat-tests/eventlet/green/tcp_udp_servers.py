import eventlet
from eventlet.green import SocketServer, socket
class Handler(SocketServer.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.wfile.write(line.upper())
for cls in (SocketServer.TCPServer, SocketServer.ThreadingTCPServer):
    server = cls(('127.0.0.1', 0), Handler)
    g = eventlet.spawn(server.serve_forever, 0.05)
    c = socket.create_connection(server.server_address)
    f = c.makefile('rwb')
    f.write(b'hello\n'); f.flush()
    print(cls.__name__, f.readline())
    c.shutdown(socket.SHUT_RDWR); f.close(); c.close()
    server.shutdown()
    g.wait()
    server.server_close()
class UDP(SocketServer.DatagramRequestHandler):
    def handle(self):
        self.wfile.write(self.rfile.read()[::-1])
u = SocketServer.UDPServer(('127.0.0.1', 0), UDP)
g = eventlet.spawn(u.handle_request)
c = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
c.sendto(b'abc', u.server_address)
print(c.recv(10))
g.wait()
