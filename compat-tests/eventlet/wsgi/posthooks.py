from _wsgi import Server
calls = []
def hook(env, *args, **kw):
    calls.append((env['PATH_INFO'], args, kw))
def app(env, sr):
    env['eventlet.posthooks'].append((hook, (1, 2), {'a': 3}))
    if env['PATH_INFO'] == '/fail':
        raise RuntimeError('x')
    sr('200 OK', [])
    return [b'']
s = Server(app)
s.get(b'/one')
s.get(b'/fail')
s.stop()
print(calls)
