"""The socket module's functions against a name server: addresses, aliases, both families, every error."""
from _dns import *

zone = {
    ('one.test', A): [a('10.0.0.1')],
    ('many.test', A): [a('10.0.0.%d' % n) for n in (3, 1, 2)],
    ('six.test', AAAA): [aaaa('2001:db8::6')],
    ('both.test', A): [a('10.0.0.4')],
    ('both.test', AAAA): [aaaa('2001:db8::4')],
    ('alias.test', A): [cname('real.test'), a('10.1.1.1', owner=name('real.test'))],
    ('alias.test', AAAA): [cname('real.test')],
    ('alias.test', CNAME): [cname('real.test')],
    ('real.test', A): [a('10.1.1.1')],
    ('chain.test', A): [cname('alias.test'), cname('real.test', owner=name('alias.test')),
                        a('10.1.1.1', owner=name('real.test'))],
    ('chain.test', CNAME): [cname('alias.test')],
    ('loop.test', A): [cname('loop.test')],
    ('refused.test', A): 5,
    ('failing.test', A): 2,
    ('failing.test', AAAA): 2,
    ('notimp.test', A): 4,
    ('format.test', A): 1,
    ('notype.test', TXT): [],
}
server = Server(zone)
use(server, lifetime=0.5, timeout=0.1)
for host in ('one.test', 'ONE.test', 'one.test.', 'alias.test', 'chain.test', 'real.test', '10.9.8.7', 'six.test', 'missing.test',
             'notype.test', 'loop.test', 'refused.test', 'failing.test', 'notimp.test', 'format.test', 'a' * 64 + '.test',
             'x.' * 130 + 'test', 'a..test', '.test'):
    show('gethostbyname %s' % host[:20], socket.gethostbyname, host)
print(socket.gethostbyname('many.test') in ('10.0.0.1', '10.0.0.2', '10.0.0.3'))
for host in ('one.test', '10.9.8.7', 'missing.test', 'six.test'):
    show('gethostbyname_ex %s' % host, socket.gethostbyname_ex, host)
print(sorted(socket.gethostbyname_ex('many.test')[2]))


def addresses(*args):
    return sorted(set((x[0].name, x[4]) for x in socket.getaddrinfo(*args)))


for family in (0, socket.AF_INET, socket.AF_INET6):
    for host in ('one.test', 'six.test', 'both.test', 'alias.test', 'missing.test', 'notype.test', 'failing.test'):
        show('getaddrinfo %s %d' % (host, family), addresses, host, 80, family, socket.SOCK_STREAM)
show('many', addresses, 'many.test', 'http', 0, socket.SOCK_STREAM)
show('unix', addresses, 'one.test', 80, socket.AF_UNIX)
show('unix number', addresses, '10.0.0.1', 80, socket.AF_UNIX)
for family in (0, socket.AF_INET, socket.AF_INET6):
    for flag in ('AI_V4MAPPED', 'AI_ALL', 'AI_NUMERICHOST', 'AI_PASSIVE', 'AI_NUMERICSERV', 'AI_ADDRCONFIG'):
        for host in ('one.test', 'both.test', 'six.test'):
            show('%s %s %d' % (flag, host, family), addresses, host, '80', family, socket.SOCK_STREAM, 0, getattr(socket, flag))
flags = socket.AI_V4MAPPED | socket.AI_ALL
show('mapped', addresses, 'one.test', 80, socket.AF_INET6, socket.SOCK_STREAM, 0, flags)
show('mapped six', addresses, 'six.test', 80, socket.AF_INET6, socket.SOCK_STREAM, 0, flags)
show('mapped missing', addresses, 'missing.test', 80, socket.AF_INET6, socket.SOCK_STREAM, 0, flags)
show('service', addresses, 'one.test', 'nosuchservice', 0, socket.SOCK_STREAM)
show('numeric service', addresses, 'one.test', 'http', 0, socket.SOCK_STREAM, 0, socket.AI_NUMERICSERV)
show('socktype', addresses, 'one.test', 80, 0, 77)
show('flags', addresses, 'one.test', 80, 0, 0, 0, 0x8000)
show('none', addresses, None, 80, socket.AF_INET, socket.SOCK_STREAM)
show('none none', addresses, None, None)
show('port none', addresses, 'one.test', None, 0, socket.SOCK_STREAM)
show('long label', addresses, 'a' * 64 + '.test', 80)
show('canonical number', lambda: socket.getaddrinfo('10.0.0.1', 80, 0, socket.SOCK_STREAM, 0, socket.AI_CANONNAME)[0][3])
show('canonical', lambda: socket.getaddrinfo('alias.test', 80, 0, socket.SOCK_STREAM, 0, socket.AI_CANONNAME)[0][3].rstrip('.'))
for host in ('alias.test', 'chain.test', 'missing.test'):
    show('resolve_cname %s' % host, lambda: greendns.resolve_cname(host).rstrip('.'))
    show('getaliases %s' % host, lambda: [x.rstrip('.') for x in greendns.getaliases(host)])
show('aliases of a chain', lambda: [x.rstrip('.') for x in greendns.getaliases('chain.test')])
for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX, 0):
    for raises in (True, False):
        show('resolve %d %s' % (family, raises), lambda: text(greendns.resolve('one.test', family, raises)))
        show('resolve %d %s' % (family, raises), lambda: text(greendns.resolve('missing.test', family, raises)))
# The kernel connects by name too.
listener = eventlet.listen(('127.0.0.1', 0))
zone['here.test', A] = [a('127.0.0.1')]
client = socket.create_connection(('here.test', listener.getsockname()[1]))
print(client.getpeername() == listener.getsockname())
show('connect', lambda: socket.create_connection(('missing.test', 1)))
