from _wsgi import Server
def late():
    yield b'x' * 5000
    raise ValueError('late')
def first():
    raise ValueError('first')
    yield b''
def app(env, sr):
    p = env['PATH_INFO']
    if p == '/fail':
        raise ValueError('app failed')
    if p == '/nostart':
        return [b'never started']
    if p == '/timeout':
        import eventlet
        with eventlet.Timeout(0.01):
            eventlet.sleep(1)
    sr('200 OK', [])
    if p == '/late':
        return late()
    if p == '/first':
        return first()
    if p == '/none':
        return None
    return [b'fine']
s = Server(app)
for p in (b'/fail', b'/nostart', b'/late', b'/first', b'/none', b'/ok'):
    s.get(p)
s.stop()
s.show_log()
s = Server(app, debug=False)
s.get(b'/fail')
s.stop()
s.show_log()
