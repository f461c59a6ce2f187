# The echo server of eventlet's documentation, with clients in the same program.
import eventlet


def handle(fd):
    while True:
        # pass through every non-eof line
        x = fd.readline()
        if not x: break
        fd.write(x)
        fd.flush()
        lines.append(x)


def serve():
    pool = eventlet.GreenPool()
    while True:
        new_sock, address = server.accept()
        pool.spawn_n(handle, new_sock.makefile('rw'))

lines = []
server = eventlet.listen(('127.0.0.1', 0))
eventlet.spawn_n(serve)
clients = [eventlet.connect(server.getsockname()) for i in range(5)]
for i, client in enumerate(clients):
    client.sendall('hello %d\r\n' % i)
for client in clients:
    print repr(client.recv(100)),
print
clients[0].sendall('two\nlines \xff\x00\n')
f = clients[0].makefile()
print repr(f.readline()), repr(f.readline())
for client in clients:
    client.close()
eventlet.sleep(0.01)
print len(lines), sorted(lines)[0].strip()
