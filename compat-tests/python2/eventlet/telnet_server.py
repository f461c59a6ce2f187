# A line protocol with commands, spoken by telnetlib.
import eventlet
eventlet.monkey_patch()
import socket
import telnetlib


class Session:
    def __init__(self, sock):
        self.sock = sock
        self.file = sock.makefile('rw', 0)
        self.names = {}

    def write(self, text):
        self.file.write(text + '\r\n')

    def run(self):
        self.file.write('login: ')
        self.user = self.file.readline().strip()
        self.write('welcome, %s' % self.user)
        for line in self.file:
            words = line.split()
            if not words:
                continue
            method = getattr(self, 'do_' + words[0].lower(), None)
            if method is None:
                self.write('unknown command %r' % words[0])
            elif method(*words[1:]):
                break
        self.file.close()
        self.sock.close()

    def do_set(self, name, value):
        self.names[name] = value
        self.write('ok')

    def do_get(self, name):
        self.write(self.names.get(name, 'not set'))

    def do_quit(self):
        self.write('bye')
        return True


def serve(listener):
    while True:
        sock, address = listener.accept()
        eventlet.spawn_n(Session(sock).run)

listener = eventlet.listen(('127.0.0.1', 0))
eventlet.spawn_n(serve, listener)
t = telnetlib.Telnet('127.0.0.1', listener.getsockname()[1])
print repr(t.read_until('login: '))
t.write('tim\n')
print repr(t.read_until('\r\n'))
for command in ('set x 5', 'get x', 'get y', 'dance'):
    t.write(command + '\n')
    print repr(t.read_until('\r\n'))
t.write('quit\n')
print repr(t.read_all())
