# asyncore and asynchat, green.
import eventlet
from eventlet.green import asynchat, asyncore, socket


class Chat(asynchat.async_chat):
    def __init__(self, sock):
        asynchat.async_chat.__init__(self, sock)
        self.set_terminator('\n')
        self.buffer = []

    def collect_incoming_data(self, data):
        self.buffer.append(data)

    def found_terminator(self):
        line = ''.join(self.buffer)
        self.buffer = []
        if line == 'quit':
            self.close_when_done()
        else:
            self.push('you said %s\n' % line)


class Server(asyncore.dispatcher):
    def __init__(self):
        asyncore.dispatcher.__init__(self)
        self.create_socket(socket.AF_INET, socket.SOCK_STREAM)
        self.bind(('127.0.0.1', 0))
        self.listen(5)

    def handle_accept(self):
        pair = self.accept()
        if pair is not None:
            Chat(pair[0])

server = Server()
loop = eventlet.spawn(asyncore.loop, timeout=0.01)
c = eventlet.connect(server.socket.getsockname())
f = c.makefile('rw')
for word in ('hello', 'there \xff'):
    f.write(word + '\n')
    f.flush()
    print repr(f.readline())
f.write('quit\n')
f.flush()
print repr(f.read())
loop.kill()
