# compat: timeout=60
import io, os, signal, socket
plain = socket.socket()
plain.bind(('127.0.0.1', 0))
plain.listen(50)
addr = plain.getsockname()
pids = []
for i in range(2):
    pid = os.fork()
    if pid == 0:
        try:
            import eventlet
            from eventlet import wsgi
            from eventlet.green import socket as green
            def app(env, sr):
                sr('200 OK', [])
                return [str(os.getpid()).encode()]
            with eventlet.Timeout(50, False):
                wsgi.server(green.socket(plain), app, io.StringIO())
        finally:
            os._exit(0)
    pids.append(pid)
seen = set()
for i in range(20):
    c = socket.create_connection(addr)
    c.sendall(b'GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n')
    data = b''
    while True:
        d = c.recv(1000)
        if not d:
            break
        data += d
    seen.add(int(data.rpartition(b'\n')[2]))
    c.close()
for p in pids:
    os.kill(p, signal.SIGKILL)
    os.waitpid(p, 0)
print(seen <= set(pids), len(seen) >= 1)
