# The chat server of the documentation: lines go to everybody else.
import eventlet
from eventlet.green import socket

participants = set()


def read_chat_forever(writer, reader):
    line = reader.readline()
    while line:
        log.append(line.strip())
        for p in participants:
            try:
                if p is not writer:
                    p.write(line)
                    p.flush()
            except socket.error, e:
                if e[0] != 32:
                    raise
        line = reader.readline()
    participants.remove(writer)
    log.append('left')


def serve():
    try:
        while True:
            new_connection, address = server.accept()
            new_writer = new_connection.makefile('w')
            participants.add(new_writer)
            eventlet.spawn_n(read_chat_forever, new_writer, new_connection.makefile('r'))
    except (KeyboardInterrupt, SystemExit):
        print 'stopped'

log = []
server = eventlet.listen(('127.0.0.1', 0))
eventlet.spawn_n(serve)
clients = []
for name in ('ann', 'bob', 'cy'):
    s = eventlet.connect(server.getsockname())
    clients.append((name, s, s.makefile('r')))
eventlet.sleep(0.02)
clients[0][1].sendall('hi, I am ann\n')
for name, s, reader in clients[1:]:
    print name, 'hears', reader.readline().strip()
clients[1][1].sendall('hello ann\n')
print 'ann hears', clients[0][2].readline().strip()
print 'cy hears', clients[2][2].readline().strip()
clients[2][2].close()
clients[2][1].close()
eventlet.sleep(0.02)
print log, len(participants)
