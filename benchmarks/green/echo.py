# bench: unit=ops/s group=green floor=1.5 cpus=1
# Round trips of 64 bytes between green clients and a green server in one process on one core.
import time
import eventlet

CLIENTS, TRIPS = 50, 1000
MESSAGE = b'x' * 64


def serve(sock, address):
    while True:
        data = sock.recv(4096)
        if not data:
            break
        sock.sendall(data)


def client(address):
    sock = eventlet.connect(address)
    for _ in range(TRIPS):
        sock.sendall(MESSAGE)
        got = 0
        while got < len(MESSAGE):
            got += len(sock.recv(4096))
    sock.close()


listener = eventlet.listen(('127.0.0.1', 0))
eventlet.spawn_n(eventlet.serve, listener, serve)
address = listener.getsockname()
eventlet.sleep(0)
started = time.perf_counter()
greens = [eventlet.spawn(client, address) for _ in range(CLIENTS)]
for g in greens:
    g.wait()
print('%.0f ops/s' % (CLIENTS * TRIPS / (time.perf_counter() - started)))
