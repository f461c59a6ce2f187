import eventlet, socket
from eventlet import convenience
# connect and listen with explicit families, serve's errors and StopServe.
def attempt(f, *a, **k):
    try:
        print('ok', type(f(*a, **k)).__name__)
    except Exception as e:
        print(type(e).__name__, str(e)[:100])
l = eventlet.listen(('127.0.0.1', 0))
attempt(eventlet.serve, None, lambda *a: None)
def handle(s, a):
    d = s.recv(10)
    s.sendall(d)
    if d == b'boom':
        raise ValueError('handler failed')
    if d == b'stop':
        raise eventlet.StopServe()
g = eventlet.spawn(eventlet.serve, l, handle, 2)
for word in (b'one', b'boom'):
    c = eventlet.connect(l.getsockname()); c.sendall(word); print(c.recv(10), c.recv(10) if word != b'boom' else ''); c.close()
try:
    g.wait()
except Exception as e:
    print('serve ended', type(e).__name__, e)
l = eventlet.listen(('127.0.0.1', 0))
g = eventlet.spawn(eventlet.serve, l, handle)
c = eventlet.connect(l.getsockname()); c.sendall(b'stop'); print(c.recv(10))
print(g.wait())
l = eventlet.listen(('127.0.0.1', 0))
g = eventlet.spawn(eventlet.serve, l, handle)
eventlet.sleep(0)
g.kill()
try: print(g.wait())
except BaseException as e: print(type(e).__name__)
l = eventlet.listen(('127.0.0.1', 0))
g = eventlet.spawn(eventlet.serve, l, handle)
eventlet.sleep(0)
g.kill(eventlet.StopServe())
print(g.wait())
attempt(eventlet.connect, ('127.0.0.1', 1))
attempt(eventlet.connect, 'nopath', family=socket.AF_UNIX)
attempt(eventlet.listen, ('127.0.0.1', 0), backlog=1, reuse_addr=False)
attempt(eventlet.listen, ('127.0.0.1', 0), family=socket.AF_UNIX)
attempt(eventlet.listen, ('127.0.0.1', 0), nonsense=1)
attempt(convenience.wrap_ssl, eventlet.listen(('127.0.0.1', 0)), certfile='/nonexistent', server_side=True)
print(issubclass(eventlet.StopServe, Exception), eventlet.StopServe.__bases__)
attempt(lambda: convenience.wrap_ssl_impl)
