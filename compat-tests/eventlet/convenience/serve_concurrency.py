import eventlet
s = eventlet.listen(('127.0.0.1', 0))
active = [0, 0]
def handle(conn, addr):
    active[0] += 1
    active[1] = max(active)
    eventlet.sleep(0.01)
    conn.recv(10)
    active[0] -= 1
g = eventlet.spawn(eventlet.serve, s, handle, concurrency=2)
cs = []
for i in range(5):
    c = eventlet.connect(s.getsockname())
    c.sendall(b'x')
    cs.append(c)
for c in cs:
    print(c.recv(5))
print(active[1])
g.kill()
print(g.dead)
