# SocketServer's classes with green sockets: handlers read and write text.
import eventlet
from eventlet.green import SocketServer, socket


class LineHandler(SocketServer.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            line = line.rstrip('\r\n')
            if line == 'quit':
                self.wfile.write('bye\r\n')
                break
            self.wfile.write('%d: %s\r\n' % (len(line), line.upper()))


class Server(SocketServer.ThreadingMixIn, SocketServer.TCPServer):
    allow_reuse_address = True


class Datagrams(SocketServer.BaseRequestHandler):
    def handle(self):
        data, sock = self.request
        sock.sendto(data[::-1], self.client_address)

server = Server(('127.0.0.1', 0), LineHandler)
eventlet.spawn_n(server.serve_forever)


def session(words):
    s = socket.create_connection(server.server_address)
    f = s.makefile('rw')
    answers = []
    for word in words + ['quit']:
        f.write(word + '\r\n')
        f.flush()
        answers.append(f.readline().strip())
    f.close()
    s.close()
    return answers

pool = eventlet.GreenPool()
for answers in pool.imap(session, [['one', 'two'], ['three \xe9'], []]):
    print answers
udp = SocketServer.UDPServer(('127.0.0.1', 0), Datagrams)
eventlet.spawn_n(udp.serve_forever)
c = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
c.sendto('olleh', udp.server_address)
data, address = c.recvfrom(100)
print data, address == udp.server_address
server.shutdown()
server.server_close()
print 'down'
