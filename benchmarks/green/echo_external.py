# bench: unit=ops/s group=green floor=2 driver=loadgen cpus=1
# The server alone on one core; benchmarks/loadgen.c drives it from another and counts.
import eventlet


def serve(sock, address):
    while True:
        data = sock.recv(4096)
        if not data:
            break
        sock.sendall(data)


listener = eventlet.listen(('127.0.0.1', 0))
print(listener.getsockname()[1], flush=True)
eventlet.serve(listener, serve)
