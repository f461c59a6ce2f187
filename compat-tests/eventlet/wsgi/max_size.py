"""No more than max_size connections at once; the others wait."""
import eventlet
from _wsgi import Server, clean, read_all
active, most = [0], [0]


def app(env, sr):
    active[0] += 1
    most[0] = max(most[0], active[0])
    eventlet.sleep(0.02)
    active[0] -= 1
    sr('200 OK', [])
    return [b'ok']


for kw in ({'max_size': 2}, {'custom_pool': eventlet.GreenPool(3)}, {'max_size': 5, 'custom_pool': eventlet.GreenPool(1)}, {}):
    s = Server(app, **kw)
    most[0] = 0
    answers = list(eventlet.GreenPool(8).imap(lambda n: s.raw(b'GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n')[:15], range(8)))
    print(set(answers), len(answers), most[0])
    s.stop()


class Pool(object):
    """As little of a pool as is asked for."""

    def __init__(self):
        self.spawned = 0
        self.pool = eventlet.GreenPool()

    def spawn(self, function, *args, **kwargs):
        self.spawned += 1
        return self.pool.spawn(function, *args, **kwargs)

    def waitall(self):
        self.pool.waitall()
        print('waited')


pool = Pool()
s = Server(app, custom_pool=pool)
s.get(b'/', b'Connection: close\r\n')
s.get(b'/', b'Connection: close\r\n')
s.stop()
print(pool.spawned)
